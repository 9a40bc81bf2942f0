package io.ridgeway.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Something that a tenant owes. */
public sealed interface Claim {
  Amount amount();

  /** Whether it ought to have been paid by now. */
  boolean isOverdue(Instant now);

  /**
   * An unpaid invoice.
   *
   * @param number as it is printed
   * @param dueOn the last day on which it is paid in time, in UTC
   */
  record Invoiced(String number, Amount amount, LocalDate dueOn) implements Claim {
    @Override
    public boolean isOverdue(Instant now) {
      return now.atOffset(ZoneOffset.UTC).toLocalDate().isAfter(dueOn);
    }
  }

  /** A term that was ordered and whose invoice is yet to be issued. */
  record Ordered(Amount amount) implements Claim {
    @Override
    public boolean isOverdue(Instant now) {
      return false;
    }
  }
}
