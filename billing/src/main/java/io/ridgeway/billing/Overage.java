package io.ridgeway.billing;

/**
 * What gateway calls cost beyond those that a network's price includes. It is part of the offer, so
 * a tenant pays what was accepted, whatever later books say.
 *
 * @param includedCallsPerMonth calls of each month of the subscription that cost nothing more
 * @param perThousandCalls for each 1,000 beyond; a started thousand is charged in proportion
 */
public record Overage(long includedCallsPerMonth, Amount perThousandCalls) {
  public Overage {
    if (includedCallsPerMonth < 0) {
      throw new IllegalArgumentException("includedCallsPerMonth is negative; give 0 or more");
    }
    Rate.notNegative("perThousandCalls", perThousandCalls);
  }
}
