package io.ridgeway.billing;

import java.time.Instant;
import java.time.ZoneOffset;

/** For how long a subscription is bought at once. */
public enum Term {
  MONTHLY(1),
  ANNUAL(12);

  private final int months;

  Term(int months) {
    this.months = months;
  }

  /** How many calendar months it has. */
  public int months() {
    return months;
  }

  /** When a term that starts at {@code from} ends, exclusive. */
  public Instant end(Instant from) {
    return monthsAfter(from, months);
  }

  /**
   * {@code months} calendar months after {@code from}, in UTC; a day that the month doesn't have
   * becomes its last. Always reckon from the first day, never from the last result, or 31 January
   * would drift to 28 March.
   */
  static Instant monthsAfter(Instant from, int months) {
    return from.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
  }
}
