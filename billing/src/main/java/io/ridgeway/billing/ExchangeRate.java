package io.ridgeway.billing;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * The rate at which a book's prices are offered in another currency.
 *
 * @param currency the other currency, ISO 4217
 * @param perUnit units of it for one unit of the book's currency, above zero
 * @param asOf the day that it was fixed
 */
public record ExchangeRate(String currency, BigDecimal perUnit, LocalDate asOf) {
  public ExchangeRate {
    Amount.zero(currency);
    perUnit = Line.plain(perUnit);
    if (perUnit.signum() <= 0) {
      throw new IllegalArgumentException(
          "an exchange rate is not above zero; give one such as 0.15");
    }
  }
}
