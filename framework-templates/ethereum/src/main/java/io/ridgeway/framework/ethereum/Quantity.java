package io.ridgeway.framework.ethereum;

import java.math.BigInteger;

/** JSON-RPC's numbers: {@code 0x} and hex digits without leading zeros ({@code 0x0} for nought). */
final class Quantity {
  private Quantity() {}

  /**
   * The number in {@code text}.
   *
   * @param field what it is, for the message
   * @param bits the most bits that it may have
   */
  static BigInteger parse(String field, String text, int bits) {
    if (!text.matches("0x(0|[1-9a-fA-F][0-9a-fA-F]{0,63})")) {
      throw new IllegalArgumentException(
          field + " must be a quantity: 0x and hex digits without leading zeros, for example 0x1f");
    }
    BigInteger number = new BigInteger(text.substring(2), 16);
    if (number.bitLength() > bits) {
      throw new IllegalArgumentException(field + " must be less than 2^" + bits);
    }
    return number;
  }

  static String of(BigInteger number) {
    return "0x" + number.toString(16);
  }
}
