package io.ridgeway.reconciler.place;

import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Plans with one group of voters that may lose a third, and some others. */
final class Plans {
  private Plans() {}

  static NetworkPlan of(int voters, Resources voter, int others, Resources other) {
    List<PlannedNode> voting = nodes("voter", voters, voter, Optional.of("voters"));
    List<PlannedNode> rest = nodes("other", others, other, Optional.empty());
    return new NetworkPlan(
        Stream.concat(voting.stream(), rest.stream()).toList(),
        List.of(
            new ConsensusGroup(
                "voters", voting.stream().map(PlannedNode::name).toList(), (voters - 1) / 3)),
        IdentityPlan.none());
  }

  private static List<PlannedNode> nodes(
      String role, int count, Resources each, Optional<String> group) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new PlannedNode(NodeName.of(role, i), role, each, List.of(), group))
        .toList();
  }
}
