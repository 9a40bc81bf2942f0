package io.ridgeway.billing;

import java.time.Instant;
import java.util.Optional;

/** An invoice, which never changes, and what has become of it. An invoice is paid whole. */
public record Bill(Invoice invoice, Optional<Payment> payment) {
  /** Whether it is paid. */
  public enum State {
    /** To be paid, and there is time left. */
    OPEN,
    /** To be paid, and the day by which is over. */
    OVERDUE,
    /** Paid, or there was nothing to pay. */
    PAID
  }

  public State state(Instant now) {
    if (payment.isPresent() || invoice.total().signum() <= 0) {
      return State.PAID;
    }
    return new Claim.Invoiced(invoice.number(), invoice.total(), invoice.dueOn()).isOverdue(now)
        ? State.OVERDUE
        : State.OPEN;
  }
}
