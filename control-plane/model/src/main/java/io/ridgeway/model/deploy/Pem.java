package io.ridgeway.model.deploy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Writes private keys without making a String of them, which couldn't be zeroed. */
final class Pem {
  private static final byte[] DIGITS = ascii("0123456789abcdef");
  private static final byte[] BEGIN = ascii("-----BEGIN PRIVATE KEY-----\n");
  private static final byte[] END = ascii("\n-----END PRIVATE KEY-----\n");
  private static final int LINE = 64;

  /**
   * All that stands before the scalar in an {@code OneAsymmetricKey} whose public half is left out:
   * {@code SEQUENCE {0, {ecPublicKey, curve}, OCTET STRING {SEQUENCE {1, scalar}}}}.
   */
  private static final byte[] P256 =
      HexFormat.of()
          .parseHex("3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420");

  private static final byte[] SECP256K1 =
      HexFormat.of().parseHex("303e020100301006072a8648ce3d020106052b8104000a042730250201010420");

  private static final byte[] SM2 =
      HexFormat.of()
          .parseHex("3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420");

  private Pem() {}

  static byte[] hex(byte[] bytes) {
    byte[] text = new byte[bytes.length * 2];
    for (int i = 0; i < bytes.length; i++) {
      text[2 * i] = DIGITS[bytes[i] >> 4 & 15];
      text[2 * i + 1] = DIGITS[bytes[i] & 15];
    }
    return text;
  }

  static byte[] p256(byte[] scalar) {
    return curve(P256, scalar);
  }

  static byte[] secp256k1(byte[] scalar) {
    return curve(SECP256K1, scalar);
  }

  static byte[] sm2(byte[] scalar) {
    return curve(SM2, scalar);
  }

  private static byte[] curve(byte[] before, byte[] scalar) {
    if (scalar.length != 32) {
      throw new IllegalArgumentException("a scalar of the curve has 32 bytes");
    }
    byte[] der = Arrays.copyOf(before, before.length + scalar.length);
    System.arraycopy(scalar, 0, der, before.length, scalar.length);
    byte[] text = pkcs8(der);
    Arrays.fill(der, (byte) 0);
    return text;
  }

  static byte[] pkcs8(byte[] der) {
    byte[] base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encode(der);
    byte[] text = Arrays.copyOf(BEGIN, BEGIN.length + base64.length + END.length);
    System.arraycopy(base64, 0, text, BEGIN.length, base64.length);
    System.arraycopy(END, 0, text, BEGIN.length + base64.length, END.length);
    Arrays.fill(base64, (byte) 0);
    return text;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
