package io.ridgeway.billing;

import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes invoices: a term in advance, calls beyond the included ones afterwards.
 *
 * <p>The rules:
 *
 * <ul>
 *   <li>A term is charged whole and in advance. A network deleted early is not refunded: its
 *       subscription keeps what was paid for, and only what was used is added.
 *   <li>What a changed order adds is charged when it is ordered, for the rest of the term; what it
 *       takes away isn't refunded.
 *   <li>Calls are counted by month of the subscription, a record in the month that it starts in.
 *       What a month doesn't use of its included calls is not carried over.
 *   <li>Lines of zero are left out.
 *   <li>Prices are those of the accepted offer, whatever later books say.
 *   <li>Usage belongs on one invoice: what was given to {@link #annual} must not be given to {@link
 *       #overage} again.
 * </ul>
 */
public final class Invoicing {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  private Invoicing() {}

  /**
   * What stands on an invoice beside its lines.
   *
   * @param number the seller's next consecutive number
   * @param tax {@link TaxRate#NONE} if there is none
   * @param paymentDays how many days after the day of issue it may be paid, in UTC
   */
  public record Issue(
      InvoiceId id,
      String number,
      Party seller,
      Party buyer,
      TaxRate tax,
      Instant at,
      int paymentDays) {
    LocalDate dueOn() {
      return at.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(paymentDays);
    }
  }

  /**
   * The invoice of a subscription's term (a year, or a month where that was bought): its charge,
   * and the overage of the usage so far.
   *
   * @param usage records of the subscription's network; those outside the term are left out
   */
  public static Invoice annual(
      Subscription subscription, Collection<UsageRecord> usage, Issue issue) {
    List<InvoiceLine> lines =
        new ArrayList<>(termLines(subscription.offer(), subscription.from(), subscription.to()));
    lines.addAll(overageLines(subscription, usage));
    return invoice(subscription, subscription.offer(), subscription.from(), lines, issue);
  }

  /** The charge of a changed order, for the rest of its term; empty if it costs nothing. */
  public static Optional<Invoice> supplement(
      Subscription subscription, Supplement supplement, Issue issue) {
    List<InvoiceLine> lines = termLines(supplement.offer(), supplement.from(), supplement.to());
    return supplement.offer().total().signum() == 0
        ? Optional.empty()
        : Optional.of(invoice(subscription, supplement.offer(), supplement.from(), lines, issue));
  }

  private static List<InvoiceLine> termLines(Offer offer, Instant from, Instant to) {
    return offer.lines().stream()
        .map(
            line ->
                InvoiceLine.of(
                    line,
                    line.amount().signum() < 0 ? InvoiceLine.Type.DISCOUNT : InvoiceLine.Type.TERM,
                    from,
                    to))
        .toList();
  }

  /** The overage alone, after the term; empty if there is none to charge. */
  public static Optional<Invoice> overage(
      Subscription subscription, Collection<UsageRecord> usage, Issue issue) {
    Invoice invoice =
        invoice(
            subscription,
            subscription.offer(),
            subscription.from(),
            overageLines(subscription, usage),
            issue);
    return invoice.lines().isEmpty() ? Optional.empty() : Optional.of(invoice);
  }

  private static List<InvoiceLine> overageLines(
      Subscription subscription, Collection<UsageRecord> usage) {
    usage.forEach(used -> checkOwner(subscription, used));
    List<InvoiceLine> lines = new ArrayList<>();
    Instant from = subscription.from();
    for (int month = 1; from.isBefore(subscription.to()); month++) {
      Instant to = Term.monthsAfter(subscription.from(), month);
      UsageSummary summary = UsageSummary.of(usage, from, to);
      lines.add(overageLine(subscription.offer().overage(), summary, from, to));
      from = to;
    }
    return lines;
  }

  private static InvoiceLine overageLine(
      Overage overage, UsageSummary summary, Instant from, Instant to) {
    BigDecimal calls = summary.quantity(Meter.GATEWAY_CALLS);
    BigDecimal excess =
        calls.subtract(BigDecimal.valueOf(overage.includedCallsPerMonth())).max(BigDecimal.ZERO);
    Line line =
        Line.of(
            "line.gateway-calls",
            Map.of(
                "calls", calls.toPlainString(),
                "included", String.valueOf(overage.includedCallsPerMonth())),
            excess.divide(THOUSAND),
            "thousand-calls",
            overage.perThousandCalls());
    return InvoiceLine.of(line, InvoiceLine.Type.OVERAGE, from, to);
  }

  private static void checkOwner(Subscription subscription, UsageRecord usage) {
    if (!usage.tenant().equals(subscription.tenant())
        || !usage.network().equals(subscription.network())) {
      throw new IllegalArgumentException(
          "usage of network " + usage.network() + " can't be billed to " + subscription.id());
    }
  }

  private static Invoice invoice(
      Subscription subscription, Offer offer, Instant from, List<InvoiceLine> all, Issue issue) {
    List<InvoiceLine> lines = all.stream().filter(line -> line.amount().signum() != 0).toList();
    String currency = subscription.offer().currency();
    Amount subtotal = Amount.sum(lines.stream().map(InvoiceLine::amount).toList(), currency);
    Amount tax = issue.tax().on(subtotal);
    return new Invoice(
        issue.id(),
        issue.number(),
        subscription.tenant(),
        issue.seller(),
        issue.buyer(),
        subscription.id(),
        subscription.network(),
        offer.bookVersion(),
        from,
        subscription.to(),
        issue.at(),
        issue.dueOn(),
        lines,
        subtotal,
        issue.tax(),
        tax,
        subtotal.plus(tax),
        currency);
  }
}
