package io.ridgeway.keys.certificate;

import java.math.BigInteger;

/** Serial numbers as the books write them. */
final class Serials {
  private static final int DIGITS = 32;

  private Serials() {}

  /** At least 32 hex digits, in lower case; authorities elsewhere may have up to 40. */
  static String text(BigInteger serial) {
    String hex = serial.toString(16);
    return "0".repeat(Math.max(0, DIGITS - hex.length())) + hex;
  }
}
