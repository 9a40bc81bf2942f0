package io.ridgeway.engine.catalogue;

import io.ridgeway.billing.Amount;
import io.ridgeway.model.place.Resources;
import java.math.BigInteger;

/**
 * What a city node costs its operator: shown to operators only, and what the placer decides ties
 * by. It is no price; prices are the price book's.
 *
 * @param coreMonth of one core for a month
 * @param gibMonth of one GiB of storage for a month
 * @param addressMonth of one address that is reached from outside for a month
 */
public record UnitCost(Amount coreMonth, Amount gibMonth, Amount addressMonth) {
  public UnitCost {
    if (!coreMonth.currency().equals(gibMonth.currency())
        || !coreMonth.currency().equals(addressMonth.currency())) {
      throw new IllegalArgumentException("a city node's costs are in one currency");
    }
    if (coreMonth.signum() < 0 || gibMonth.signum() < 0 || addressMonth.signum() < 0) {
      throw new IllegalArgumentException("a city node's costs can't be negative");
    }
  }

  /** From decimal texts: {@code of("12.50", "0.10", "3", "USD")}. */
  public static UnitCost of(
      String coreMonth, String gibMonth, String addressMonth, String currency) {
    return new UnitCost(
        Amount.of(coreMonth, currency),
        Amount.of(gibMonth, currency),
        Amount.of(addressMonth, currency));
  }

  public String currency() {
    return coreMonth.currency();
  }

  /**
   * What that much costs for a month, in thousandths of a micro-unit; only to be compared.
   *
   * @param addresses how many addresses that are reached from outside
   */
  public BigInteger of(Resources needs, int addresses) {
    BigInteger thousand = BigInteger.valueOf(1_000);
    return product(coreMonth, needs.cpuMillis())
        .add(product(gibMonth, needs.storageGib()).multiply(thousand))
        .add(product(addressMonth, addresses).multiply(thousand));
  }

  private static BigInteger product(Amount each, long count) {
    return BigInteger.valueOf(each.micros()).multiply(BigInteger.valueOf(count));
  }
}
