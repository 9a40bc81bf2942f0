package io.ridgeway.portal.view;

import io.ridgeway.billing.Bill;
import io.ridgeway.billing.BillingTexts;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.InvoiceLine;
import io.ridgeway.billing.Party;
import io.ridgeway.billing.Payment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An invoice.
 *
 * @param dueOn the last day on which it is paid in time, in UTC
 * @param paidAt when the operator recorded the payment
 */
public record InvoiceView(
    String id,
    String number,
    Party seller,
    Party buyer,
    String subscription,
    String network,
    String bookVersion,
    Instant periodFrom,
    Instant periodTo,
    Instant issuedAt,
    LocalDate dueOn,
    Bill.State state,
    Optional<Instant> paidAt,
    List<LineView> lines,
    MoneyView subtotal,
    MoneyView tax,
    MoneyView total) {
  public static InvoiceView of(Bill bill, Instant now) {
    Invoice i = bill.invoice();
    BillingTexts texts = BillingTexts.of(Locale.ENGLISH);
    return new InvoiceView(
        i.id().value(),
        i.number(),
        i.seller(),
        i.buyer(),
        i.subscription().value(),
        i.network().value(),
        i.bookVersion(),
        i.periodFrom(),
        i.periodTo(),
        i.issuedAt(),
        i.dueOn(),
        bill.state(now),
        bill.payment().map(Payment::at),
        i.lines().stream().map(l -> LineView.of(l, texts)).toList(),
        MoneyView.of(i.subtotal()),
        MoneyView.of(i.tax()),
        MoneyView.of(i.total()));
  }

  /** One item; {@code text} is English. */
  public record LineView(
      String key,
      InvoiceLine.Type type,
      String text,
      Instant from,
      Instant to,
      String quantity,
      String unit,
      MoneyView unitPrice,
      MoneyView amount) {
    static LineView of(InvoiceLine l, BillingTexts texts) {
      return new LineView(
          l.key(),
          l.type(),
          texts.line(l),
          l.from(),
          l.to(),
          l.quantity().toPlainString(),
          l.unit(),
          MoneyView.of(l.unitPrice()),
          MoneyView.of(l.amount()));
    }
  }
}
