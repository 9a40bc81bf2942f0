package io.ridgeway.billing;

import java.math.BigDecimal;

/**
 * The one tax that an operator's invoices carry.
 *
 * @param label as it is printed, for example {@code VAT}
 * @param percent of the subtotal, from 0 to 100
 */
public record TaxRate(String label, BigDecimal percent) {
  /** No tax: the default. The invoice has no tax line then. */
  public static final TaxRate NONE = new TaxRate("", BigDecimal.ZERO);

  public TaxRate {
    percent = Line.plain(percent);
    if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw new IllegalArgumentException("a tax is 0 to 100 percent");
    }
  }

  /** The tax on that, rounded to the minor unit. */
  public Amount on(Amount subtotal) {
    return subtotal.times(percent.movePointLeft(2)).rounded();
  }
}
