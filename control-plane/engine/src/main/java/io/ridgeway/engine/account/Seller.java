package io.ridgeway.engine.account;

import io.ridgeway.billing.Party;
import io.ridgeway.billing.TaxRate;

/**
 * Who issues the invoices, the tax that they carry, and by when they are to be paid.
 *
 * @param paymentDays how many days after the day of issue an invoice may be paid, 0 to 365
 */
public record Seller(Party party, TaxRate tax, int paymentDays) {
  public Seller {
    if (paymentDays < 0 || paymentDays > 365) {
      throw new IllegalArgumentException("invoices are payable within 0 to 365 days");
    }
  }
}
