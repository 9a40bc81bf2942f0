package io.ridgeway.keys.algorithm;

import io.ridgeway.model.key.Curve;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Private keys as PKCS#8 (RFC 5208, 5915 and 8410), written by hand into arrays that can be zeroed.
 */
public final class Pkcs8 {
  private static final byte[] NOTHING = {};
  private static final byte[] PUBLIC = HexFormat.of().parseHex("a14403420004");
  private static final byte[] BEGIN = ascii("-----BEGIN PRIVATE KEY-----\n");
  private static final byte[] END = ascii("\n-----END PRIVATE KEY-----\n");
  private static final int LINE = 64;

  private Pkcs8() {}

  /** DER. The caller zeroes the answer after use. */
  public static byte[] der(Curve curve, byte[] privateKey, byte[] publicKey) {
    return switch (curve) {
      case SECP256K1 ->
          join(
              "308184020100301006072a8648ce3d020106052b8104000a046d306b0201010420",
              privateKey,
              PUBLIC,
              publicKey);
      case P256 ->
          join(
              "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420",
              privateKey,
              PUBLIC,
              publicKey);
      case SM2 ->
          join(
              "308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420",
              privateKey,
              PUBLIC,
              publicKey);
      case ED25519 -> join("302e020100300506032b657004220420", privateKey, NOTHING, NOTHING);
      case RSA2048 -> privateKey.clone();
    };
  }

  /** PEM, in ASCII. The caller zeroes the answer after use. */
  public static byte[] pem(Curve curve, byte[] privateKey, byte[] publicKey) {
    byte[] der = der(curve, privateKey, publicKey);
    byte[] text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encode(der);
    try {
      return ByteBuffer.allocate(BEGIN.length + text.length + END.length)
          .put(BEGIN)
          .put(text)
          .put(END)
          .array();
    } finally {
      Arrays.fill(der, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }

  private static byte[] join(String before, byte[] privateKey, byte[] between, byte[] publicKey) {
    byte[] first = HexFormat.of().parseHex(before);
    return ByteBuffer.allocate(first.length + privateKey.length + between.length + publicKey.length)
        .put(first)
        .put(privateKey)
        .put(between)
        .put(publicKey)
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
