package io.ridgeway.app.explorer;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.TenantSecrets;
import java.util.Base64;
import java.util.HexFormat;

/** Secrets that aren't encrypted, and open for what they were sealed for only. */
final class Sealing implements TenantSecrets {
  @Override
  public String seal(TenantId tenant, String use, byte[] secret) {
    String text = tenant + "|" + use + "|" + HexFormat.of().formatHex(secret);
    return Base64.getEncoder()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Override
  public byte[] open(TenantId tenant, String use, String sealed) {
    String text =
        new String(Base64.getDecoder().decode(sealed), java.nio.charset.StandardCharsets.UTF_8);
    String before = tenant + "|" + use + "|";
    if (!text.startsWith(before)) {
      throw new CustodyException("It belongs elsewhere.");
    }
    return HexFormat.of().parseHex(text.substring(before.length()));
  }
}
