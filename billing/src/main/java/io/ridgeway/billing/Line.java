package io.ridgeway.billing;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One item of an offer: {@code unitPrice x quantity}, rounded, is its amount.
 *
 * @param key the message key of its text, for example {@code line.node-base}
 * @param args the named values in that text
 * @param quantity how many units the whole term has
 * @param unit of what, for example {@code node-month}; the message key is {@code unit.<unit>}
 * @param unitPrice exact, may have more digits than the currency's minor unit
 * @param amount for the whole term, rounded to the minor unit
 */
public record Line(
    String key,
    Map<String, String> args,
    BigDecimal quantity,
    String unit,
    Amount unitPrice,
    Amount amount) {
  public Line {
    args = Collections.unmodifiableMap(new TreeMap<>(args));
    quantity = plain(quantity);
    if (!amount.equals(unitPrice.times(quantity).rounded())) {
      throw new IllegalArgumentException(
          key + ": " + quantity + " x " + unitPrice + " is not " + amount);
    }
  }

  /** The line whose amount follows from quantity and price. */
  static Line of(
      String key, Map<String, String> args, BigDecimal quantity, String unit, Amount unitPrice) {
    return new Line(key, args, quantity, unit, unitPrice, unitPrice.times(quantity).rounded());
  }

  /** Without trailing zeros or an exponent, so that equal quantities are equal. */
  static BigDecimal plain(BigDecimal quantity) {
    BigDecimal stripped = quantity.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
