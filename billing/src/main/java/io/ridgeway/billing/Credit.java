package io.ridgeway.billing;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a tenant owes, and how much it may owe.
 *
 * <p>The rules of an order:
 *
 * <ul>
 *   <li>Who has an overdue invoice, in whatever currency, orders nothing.
 *   <li>What is owed in the order's currency and the order's own total together may reach the limit
 *       in that currency, and not exceed it. Amounts in other currencies have no part in this: none
 *       is converted.
 *   <li>The limit is the tenant's own where it has one, else the default; in a currency without
 *       either it is zero.
 *   <li>A limit that isn't the tenant's own lets a first order through, however large: it is asked
 *       only where something is owed in that currency already.
 * </ul>
 *
 * @param owed unpaid invoices, and orders that are yet to be invoiced
 * @param own the limits that an operator set for this tenant
 * @param defaults those of every other
 */
public record Credit(List<Claim> owed, CreditLimits own, CreditLimits defaults) {
  private static final int NAMED = 3;

  public Credit {
    owed = List.copyOf(owed);
  }

  /** What is owed in that currency. */
  public Amount owed(String currency) {
    return Amount.sum(
        owed.stream().map(Claim::amount).filter(a -> a.currency().equals(currency)).toList(),
        currency);
  }

  /** How much may be owed in that currency. */
  public Amount limit(String currency) {
    return own.in(currency).or(() -> defaults.in(currency)).orElseGet(() -> Amount.zero(currency));
  }

  /** The currencies in which something is owed or limited. */
  public SortedSet<String> currencies() {
    SortedSet<String> all = new TreeSet<>(own.byCurrency().keySet());
    all.addAll(defaults.byCurrency().keySet());
    owed.forEach(claim -> all.add(claim.amount().currency()));
    return all;
  }

  /** The invoices that ought to have been paid, the longest overdue first. */
  public List<Claim.Invoiced> overdue(Instant now) {
    return invoices().stream().filter(claim -> claim.isOverdue(now)).toList();
  }

  /**
   * Does nothing if that may be ordered; else refuses with what is owed, by when, and what to do.
   *
   * @param total of the order, tax included
   */
  public void require(Amount total, Instant now) {
    List<Claim.Invoiced> overdue = overdue(now);
    if (!overdue.isEmpty()) {
      throw new Refusal(
          ProblemType.INVOICE_OVERDUE,
          "Not paid in time: "
              + named(overdue)
              + ". Pay by the number of the invoice (portal: Invoices, or GET /v1/invoices); once"
              + " the operator has recorded the payment, order again.");
    }
    String currency = total.currency();
    Amount owes = owed(currency);
    Amount limit = limit(currency);
    boolean first = owes.signum() == 0 && own.in(currency).isEmpty();
    if (!first && owes.plus(total).minus(limit).signum() > 0) {
      throw new Refusal(ProblemType.CREDIT_LIMIT_EXCEEDED, over(total, owes, limit));
    }
  }

  private String over(Amount total, Amount owes, Amount limit) {
    String currency = total.currency();
    List<Claim.Invoiced> unpaid =
        invoices().stream().filter(i -> i.amount().currency().equals(currency)).toList();
    Amount ordered = owes.minus(Amount.sum(unpaid.stream().map(Claim::amount).toList(), currency));
    String made =
        Stream.of(
                unpaid.isEmpty() ? "" : named(unpaid),
                ordered.signum() == 0 ? "" : "orders that are yet to be invoiced, " + ordered)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return "This order of "
        + total
        + " would take what you owe to "
        + owes.plus(total)
        + ", over your credit limit of "
        + limit
        + ". You owe "
        + owes
        + (made.isEmpty() ? "" : " (" + made + ")")
        + (owes.signum() == 0 ? ". Ask" : ". Pay some of it (portal: Invoices), or ask")
        + " the operator for a higher limit, then order again.";
  }

  private List<Claim.Invoiced> invoices() {
    return owed.stream()
        .flatMap(claim -> claim instanceof Claim.Invoiced i ? Stream.of(i) : Stream.of())
        .sorted(Comparator.comparing(Claim.Invoiced::dueOn).thenComparing(Claim.Invoiced::number))
        .toList();
  }

  private static String named(List<Claim.Invoiced> invoices) {
    String first =
        invoices.stream()
            .limit(NAMED)
            .map(i -> "invoice " + i.number() + " of " + i.amount() + ", due on " + i.dueOn())
            .collect(Collectors.joining("; "));
    int more = invoices.size() - NAMED;
    return more <= 0 ? first : first + "; and " + more + " more";
  }
}
