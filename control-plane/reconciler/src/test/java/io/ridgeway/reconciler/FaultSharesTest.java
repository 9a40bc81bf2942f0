package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.framework.NetworkPlan.ConsensusGroup;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FaultSharesTest {
  @Test
  void fourSitesOfOneValidatorEachShareABudgetOfOne() {
    assertThat(shares(1, 1, 1, 1, 1))
        .containsExactly(Map.entry(site(0), 1), zero(1), zero(2), zero(3));
  }

  @Test
  void theLargestHolderIsServedFirstAndThenInTurn() {
    assertThat(shares(2, 1, 3, 3))
        .containsExactly(zero(0), Map.entry(site(1), 1), Map.entry(site(2), 1));
    assertThat(shares(3, 1, 3, 3))
        .containsExactly(Map.entry(site(0), 1), Map.entry(site(1), 1), Map.entry(site(2), 1));
  }

  @Test
  void oneSiteHasAllOfTheBudgetButNoMoreThanItHolds() {
    assertThat(shares(1, 4)).containsExactly(Map.entry(site(0), 1));
    assertThat(shares(9, 4)).containsExactly(Map.entry(site(0), 4));
  }

  @Property
  void theSharesAreWithinTheBudgetAndAllOfItIsUsed(
      @ForAll @IntRange(max = 40) int budget,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 9) Integer> held) {
    // When
    Map<CityNodeId, Integer> shares = shares(budget, held);

    // Then
    int members = held.stream().mapToInt(Integer::intValue).sum();
    assertThat(shares.values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(Math.min(budget, members));
    for (int i = 0; i < held.size(); i++) {
      assertThat(shares.getOrDefault(site(i), 0)).isBetween(0, held.get(i));
    }
  }

  @Property
  void whoHoldsMoreHasNoLess(
      @ForAll @IntRange(max = 40) int budget,
      @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 1, max = 9) Integer> held) {
    Map<CityNodeId, Integer> shares = shares(budget, held);

    for (int a = 0; a < held.size(); a++) {
      for (int b = 0; b < held.size(); b++) {
        if (held.get(a) > held.get(b)) {
          assertThat(shares.get(site(a))).isGreaterThanOrEqualTo(shares.get(site(b)));
        }
      }
    }
  }

  @Property
  void theOrderOfTheMembersDoesNotMatter(
      @ForAll @IntRange(max = 9) int budget,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 5) Integer> held) {
    Map<NodeName, CityNodeId> nodes = nodes(held);
    List<NodeName> backwards = new ArrayList<>(nodes.keySet());
    java.util.Collections.reverse(backwards);

    assertThat(FaultShares.of(new ConsensusGroup("g", backwards, budget), nodes))
        .isEqualTo(shares(budget, held));
  }

  @Test
  void aShareIsNoReasonToRestartAWorkload() {
    // Given
    World world = new World();
    world.created();

    // When
    Map<NodeName, String> digests = new TreeMap<>();
    world.cities.forEach(
        c ->
            c.open()
                .observe(world.network)
                .workloads()
                .forEach(w -> digests.put(w.name(), w.digest())));

    // Then
    List<Deployment> applied = world.deployments();
    assertThat(applied).extracting(Deployment::mayBeAway).contains(Map.of(FakePack.VOTERS, 1));
    applied.stream()
        .flatMap(d -> d.workloads().stream())
        .forEach(w -> assertThat(digests).containsEntry(w.name(), WorkloadDigest.of(w)));
  }

  private static Map.Entry<CityNodeId, Integer> zero(int i) {
    return Map.entry(site(i), 0);
  }

  private static Map<CityNodeId, Integer> shares(int budget, Integer... held) {
    return shares(budget, List.of(held));
  }

  private static Map<CityNodeId, Integer> shares(int budget, List<Integer> held) {
    Map<NodeName, CityNodeId> nodes = nodes(held);
    return FaultShares.of(new ConsensusGroup("g", List.copyOf(nodes.keySet()), budget), nodes);
  }

  private static Map<NodeName, CityNodeId> nodes(List<Integer> held) {
    Map<NodeName, CityNodeId> nodes = new TreeMap<>();
    for (int i = 0; i < held.size(); i++) {
      for (int n = 0; n < held.get(i); n++) {
        nodes.put(NodeName.of("validator-" + i, n), site(i));
      }
    }
    return nodes;
  }

  private static CityNodeId site(int i) {
    return new CityNodeId("site-" + i);
  }
}
