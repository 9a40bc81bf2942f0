package io.ridgeway.billing;

import java.util.List;
import java.util.Optional;

/**
 * A price for each TPS of a network between two bounds. The bands of a rate are graduated: each TPS
 * is charged by the band that it falls into.
 *
 * @param from the TPS below this band: it begins with the next one
 * @param to its last TPS
 * @param price for one TPS of it and one month
 */
public record TpsBand(int from, int to, Amount price) {
  public TpsBand {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("a TPS band ends above its start; let 'to' exceed 'from'");
    }
    Rate.notNegative("price", price);
  }

  /** How many of a network's TPS fall into it. */
  int share(int tps) {
    return Math.max(0, Math.min(tps, to) - from);
  }

  /** Why it can't follow a band that ends at {@code end}, or empty if it can. */
  Optional<String> misfit(int end) {
    if (from > end) {
      return Optional.of(
          "TPS " + (end + 1) + " to " + from + " have no price; let the band start from " + end);
    }
    if (from < end) {
      return Optional.of(
          "TPS "
              + (from + 1)
              + " to "
              + Math.min(end, to)
              + " have two prices; let the band start from "
              + end);
    }
    return Optional.empty();
  }

  /** Checks that the bands are contiguous from the included TPS on. */
  static void contiguous(int includedTps, List<TpsBand> bands) {
    int end = includedTps;
    for (TpsBand band : bands) {
      band.misfit(end)
          .ifPresent(
              why -> {
                throw new IllegalArgumentException(why);
              });
      end = band.to();
    }
  }
}
