package io.ridgeway.engine.fake;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.TenantSecrets;
import java.util.HexFormat;

/** {@link TenantSecrets} that encrypt nothing, and open only what they sealed for that use. */
public final class PlainSecrets implements TenantSecrets {
  @Override
  public String seal(TenantId tenant, String use, byte[] secret) {
    return tenant + "/" + use + "/" + HexFormat.of().formatHex(secret);
  }

  @Override
  public byte[] open(TenantId tenant, String use, String sealed) {
    String before = tenant + "/" + use + "/";
    if (!sealed.startsWith(before)) {
      throw new IllegalArgumentException("that isn't its secret");
    }
    return HexFormat.of().parseHex(sealed.substring(before.length()));
  }
}
