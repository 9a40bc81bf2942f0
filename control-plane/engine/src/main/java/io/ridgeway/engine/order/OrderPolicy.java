package io.ridgeway.engine.order;

import java.util.Set;

/**
 * What the operator asks of an order.
 *
 * @param verifiedIn the jurisdictions in which nothing runs for a tenant whose real identity isn't
 *     verified; {@code *} for all
 */
public record OrderPolicy(Set<String> verifiedIn) {
  public OrderPolicy {
    verifiedIn = Set.copyOf(verifiedIn);
  }

  boolean asksVerification(String jurisdiction) {
    return verifiedIn.contains("*") || verifiedIn.contains(jurisdiction);
  }
}
