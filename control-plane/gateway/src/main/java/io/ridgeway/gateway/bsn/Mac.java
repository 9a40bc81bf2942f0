package io.ridgeway.gateway.bsn;

import io.ridgeway.keys.algorithm.Signatures;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.key.ToSign;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;

/** The signature over a message's values: Base64 of DER. */
public final class Mac {
  /** Far above the longest that Base64 makes of a DER signature. */
  private static final int LONGEST = 256;

  private Mac() {}

  /** What is signed for that text. */
  public static ToSign.Message message(MacAlgorithm algorithm, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new ToSign.Message(
        switch (algorithm) {
          case SM2 -> sm3(bytes);
          case SECP256R1, SECP256K1 -> bytes;
        });
  }

  /** Whether the application signed one of the texts. */
  public static boolean holds(Application by, Iterable<String> texts, String mac) {
    byte[] signature = decode(mac);
    byte[] key = HexFormat.of().parseHex(by.publicKey());
    for (String text : texts) {
      byte[] message = message(by.algorithm(), text).bytes();
      if (Signatures.holds(by.algorithm().curve(), key, message, signature)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] decode(String mac) {
    try {
      return mac.length() > LONGEST ? new byte[0] : Base64.getDecoder().decode(mac);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] sm3(byte[] bytes) {
    SM3Digest sm3 = new SM3Digest();
    sm3.update(bytes, 0, bytes.length);
    byte[] digest = new byte[sm3.getDigestSize()];
    sm3.doFinal(digest, 0);
    return digest;
  }
}
