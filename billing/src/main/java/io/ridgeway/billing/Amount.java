package io.ridgeway.billing;

import static java.math.RoundingMode.HALF_UP;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Collection;
import java.util.Currency;
import java.util.Locale;
import javax.money.MonetaryAmount;
import org.javamoney.moneta.Money;

/**
 * An amount of money in whole micro-units (millionths) of a currency. The one class that owns scale
 * and rounding:
 *
 * <ul>
 *   <li>Sums and whole multiples are exact, or throw {@link ArithmeticException} on overflow.
 *   <li>What falls below a micro-unit (a fraction of a price, a converted price) is rounded half
 *       up, away from zero, to the micro-unit.
 *   <li>What is charged is {@link #rounded} half up, away from zero, to the currency's minor unit,
 *       once per line; totals are sums of rounded lines, so a bill adds up as printed. Half up
 *       because it is what tax forms and a customer's own calculator do.
 * </ul>
 *
 * @param micros millionths of the currency's unit; may be negative (a discount)
 * @param currency ISO 4217, three capital letters, of a currency that has minor units
 */
public record Amount(long micros, String currency) {
  private static final int SCALE = 6;

  public Amount {
    minorDigits(currency);
  }

  /** Nothing, in that currency. */
  public static Amount zero(String currency) {
    return new Amount(0, currency);
  }

  /** {@code value} units, which must be whole micro-units: {@code of("40.60", "CNY")}. */
  public static Amount of(String value, String currency) {
    return of(new BigDecimal(value), currency);
  }

  /** {@code value} units, which must be whole micro-units. */
  public static Amount of(BigDecimal value, String currency) {
    return new Amount(value.movePointRight(SCALE).longValueExact(), currency);
  }

  /** The sum, zero if there are none. */
  public static Amount sum(Collection<Amount> amounts, String currency) {
    return amounts.stream().reduce(zero(currency), Amount::plus);
  }

  public Amount plus(Amount other) {
    return new Amount(Math.addExact(micros, sameCurrency(other).micros), currency);
  }

  public Amount minus(Amount other) {
    return new Amount(Math.subtractExact(micros, sameCurrency(other).micros), currency);
  }

  public Amount times(long factor) {
    return new Amount(Math.multiplyExact(micros, factor), currency);
  }

  /** The product, rounded half up to the micro-unit. */
  public Amount times(BigDecimal factor) {
    return converted(factor, currency);
  }

  /** The same value in another currency, {@code rate} units of it for one of this. */
  public Amount converted(BigDecimal rate, String target) {
    return new Amount(
        BigDecimal.valueOf(micros).multiply(rate).setScale(0, HALF_UP).longValueExact(), target);
  }

  /** The amount that is charged: rounded half up to the currency's minor unit. */
  public Amount rounded() {
    return of(value().setScale(minorDigits(currency), HALF_UP), currency);
  }

  /** -1, 0 or 1. */
  public int signum() {
    return Long.signum(micros);
  }

  /** The number of units, with at least the currency's minor digits. */
  public BigDecimal value() {
    BigDecimal value = BigDecimal.valueOf(micros, SCALE).stripTrailingZeros();
    return value.setScale(Math.max(value.scale(), minorDigits(currency)));
  }

  /** JavaMoney's view of it, for the edges. */
  public MonetaryAmount toMonetary() {
    return Money.of(value(), currency);
  }

  /** As it is shown to people: rounded, grouped as the locale does, and the currency's code. */
  public String format(Locale locale) {
    return rounded().formatExact(locale);
  }

  /** Like {@link #format}, but with all its digits: for unit prices. */
  public String formatExact(Locale locale) {
    NumberFormat form = NumberFormat.getNumberInstance(locale);
    form.setMinimumFractionDigits(minorDigits(currency));
    form.setMaximumFractionDigits(SCALE);
    return form.format(value()) + "\u00a0" + currency;
  }

  /** {@code 871.80 CNY}. */
  @Override
  public String toString() {
    return value().toPlainString() + " " + currency;
  }

  private Amount sameCurrency(Amount other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "can't reckon " + currency + " with " + other.currency + "; convert one first");
    }
    return other;
  }

  private static int minorDigits(String currency) {
    int digits = Currency.getInstance(currency).getDefaultFractionDigits();
    if (digits < 0) {
      throw new IllegalArgumentException(currency + " has no minor units");
    }
    return digits;
  }
}
