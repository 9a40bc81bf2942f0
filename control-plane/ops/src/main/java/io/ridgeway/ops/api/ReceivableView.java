package io.ridgeway.ops.api;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Claim;
import io.ridgeway.billing.Credit;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.Payment;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Money owed, as operators' programs read it. */
final class ReceivableView {
  private ReceivableView() {}

  /** An amount: a decimal number as text, and the currency. */
  public record Money(String amount, String currency) {
    static Money of(Amount amount) {
      return new Money(amount.value().toPlainString(), amount.currency());
    }
  }

  /**
   * An invoice and what has become of it.
   *
   * @param dueOn the last day on which it is paid in time, in UTC
   */
  public record BillView(
      String id,
      String number,
      String tenant,
      String buyer,
      Money total,
      Instant issuedAt,
      LocalDate dueOn,
      Bill.State state,
      Optional<Instant> paidAt,
      Optional<String> reference) {
    static BillView of(Bill bill, Instant now) {
      Invoice i = bill.invoice();
      return new BillView(
          i.id().value(),
          i.number(),
          i.tenant().value(),
          i.buyer().name(),
          Money.of(i.total()),
          i.issuedAt(),
          i.dueOn(),
          bill.state(now),
          bill.payment().map(Payment::at),
          bill.payment().map(Payment::reference));
    }
  }

  /**
   * How an organisation stands.
   *
   * @param overdue the numbers of the invoices for which it is refused orders
   */
  public record CreditView(String tenant, List<Standing> standings, List<String> overdue) {
    static CreditView of(TenantId tenant, Credit credit, Instant now) {
      return new CreditView(
          tenant.value(),
          credit.currencies().stream().map(c -> Standing.of(credit, c)).toList(),
          credit.overdue(now).stream().map(Claim.Invoiced::number).toList());
    }
  }

  /**
   * How it stands in one currency.
   *
   * @param own whether the limit was set for it; else it is the default
   */
  public record Standing(String currency, Money owed, Money limit, boolean own) {
    static Standing of(Credit credit, String currency) {
      return new Standing(
          currency,
          Money.of(credit.owed(currency)),
          Money.of(credit.limit(currency)),
          credit.own().in(currency).isPresent());
    }
  }
}
