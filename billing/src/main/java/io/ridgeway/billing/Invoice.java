package io.ridgeway.billing;

import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A bill. Once issued it never changes; whether it is paid stands beside it, in {@link Bill}.
 *
 * @param number the seller's consecutive number, as it is printed
 * @param bookVersion the price book that the prices are from
 * @param periodFrom start of the term that it bills, inclusive
 * @param periodTo end of it, exclusive
 * @param dueOn the last day on which it is paid in time, in UTC
 * @param lines its items, none of them zero
 * @param subtotal sum of the lines
 * @param taxRate the rate of {@code tax}
 * @param total subtotal and tax
 * @param currency of all its amounts, ISO 4217
 */
public record Invoice(
    InvoiceId id,
    String number,
    TenantId tenant,
    Party seller,
    Party buyer,
    SubscriptionId subscription,
    NetworkId network,
    String bookVersion,
    Instant periodFrom,
    Instant periodTo,
    Instant issuedAt,
    LocalDate dueOn,
    List<InvoiceLine> lines,
    Amount subtotal,
    TaxRate taxRate,
    Amount tax,
    Amount total,
    String currency) {
  public Invoice {
    lines = List.copyOf(lines);
    if (number.isBlank()) {
      throw new IllegalArgumentException("an invoice has a number");
    }
    if (!subtotal.equals(Amount.sum(lines.stream().map(InvoiceLine::amount).toList(), currency))
        || !tax.equals(taxRate.on(subtotal))
        || !total.equals(subtotal.plus(tax))) {
      throw new IllegalArgumentException("invoice " + number + " doesn't add up");
    }
  }
}
