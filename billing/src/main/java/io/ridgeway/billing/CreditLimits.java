package io.ridgeway.billing;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How much may be owed, in each currency by itself: amounts of two are never added up. */
public record CreditLimits(Map<String, Amount> byCurrency) {
  public static final CreditLimits NONE = new CreditLimits(Map.of());

  public CreditLimits {
    byCurrency = Collections.unmodifiableMap(new TreeMap<>(byCurrency));
    byCurrency.forEach(
        (currency, limit) -> {
          if (!limit.currency().equals(currency)) {
            throw new IllegalArgumentException("the limit in " + currency + " is in another");
          }
          requireLimit(limit);
        });
  }

  /** These, each of a currency of its own. */
  public static CreditLimits of(Collection<Amount> limits) {
    Map<String, Amount> byCurrency = new TreeMap<>();
    for (Amount limit : limits) {
      if (byCurrency.put(limit.currency(), limit) != null) {
        throw new IllegalArgumentException(limit.currency() + " has two limits; remove one");
      }
    }
    return new CreditLimits(byCurrency);
  }

  /** The limit, if it can be one: not negative, and whole minor units. */
  public static Amount requireLimit(Amount limit) {
    if (limit.signum() < 0) {
      throw new IllegalArgumentException("a credit limit is 0 or more");
    }
    if (!limit.rounded().equals(limit)) {
      throw new IllegalArgumentException(
          "a credit limit is in whole minor units of its currency, such as 1000.00");
    }
    return limit;
  }

  /** The limit in that currency; empty if none was set. */
  public Optional<Amount> in(String currency) {
    return Optional.ofNullable(byCurrency.get(currency));
  }
}
