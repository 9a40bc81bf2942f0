package io.ridgeway.reconciler.place;

import io.ridgeway.engine.catalogue.UnitCost;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import java.math.BigInteger;
import java.util.List;

/**
 * Compares what a node would cost at several sites. One whose cost isn't known counts as the
 * dearest; where costs are in several currencies they say nothing.
 */
final class Costs {
  private static final BigInteger UNKNOWN = BigInteger.TWO.pow(Long.SIZE * 2);

  private final boolean comparable;

  Costs(List<Site> sites) {
    long currencies =
        sites.stream().flatMap(s -> s.cost().stream()).map(UnitCost::currency).distinct().count();
    this.comparable = currencies == 1;
  }

  /** Of a node at a site; only to be compared. */
  BigInteger of(Site site, PlannedNode node) {
    return comparable ? site.cost().map(cost -> of(cost, node)).orElse(UNKNOWN) : BigInteger.ZERO;
  }

  private static BigInteger of(UnitCost cost, PlannedNode node) {
    boolean reached =
        node.ports().stream().anyMatch(p -> p.exposure().toPeers() || p.exposure().toGateway());
    return cost.of(node.resources(), reached ? 1 : 0);
  }
}
