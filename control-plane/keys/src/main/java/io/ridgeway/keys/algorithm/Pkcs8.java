package io.ridgeway.keys.algorithm;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** P-256 keys as PKCS#8 (RFC 5208 and 5915) with both halves, so that no reader computes one. */
final class Pkcs8 {
  private static final byte[] PRIVATE =
      HexFormat.of()
          .parseHex("308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420");
  private static final byte[] PUBLIC = HexFormat.of().parseHex("a14403420004");

  private Pkcs8() {}

  /** DER. The caller zeroes the answer after use. */
  static byte[] ofP256(byte[] privateKey, byte[] publicKey) {
    return ByteBuffer.allocate(
            PRIVATE.length + privateKey.length + PUBLIC.length + publicKey.length)
        .put(PRIVATE)
        .put(privateKey)
        .put(PUBLIC)
        .put(publicKey)
        .array();
  }
}
