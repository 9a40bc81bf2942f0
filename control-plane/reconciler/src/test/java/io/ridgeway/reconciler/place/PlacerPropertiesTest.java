package io.ridgeway.reconciler.place;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import io.ridgeway.reconciler.place.Placing.Placed;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PlacerPropertiesTest {
  private static final Software SOFTWARE = new Software("sample", "1");
  private static final Resources NODE = new Resources(500, 256, 5);

  @Property(tries = 400)
  void noSiteIsGivenMoreThanItHas(
      @ForAll("plans") NetworkPlan plan, @ForAll("sites") List<Site> sites) {
    if (place(plan, sites) instanceof Placed placed) {
      assertThat(placed.placement().nodes()).hasSize(plan.nodes().size());
      for (Site site : sites) {
        Resources used =
            plan.nodes().stream()
                .filter(n -> site.id().equals(placed.placement().nodes().get(n.name())))
                .map(PlannedNode::resources)
                .reduce(Resources.NONE, Resources::plus);
        assertThat(site.free().covers(used)).isTrue();
      }
    }
  }

  @Property(tries = 400)
  void theSameQuestionGetsTheSameAnswer(
      @ForAll("plans") NetworkPlan plan, @ForAll("sites") List<Site> sites) {
    assertThat(place(plan, sites)).isEqualTo(place(plan, sites));
  }

  @Property(tries = 400)
  void votersFitExactlyWhenThereIsRoomForAllAndAreSpreadAsEvenlyAsRoomPermits(
      @ForAll @IntRange(min = 1, max = 22) int voters, @ForAll("sites") List<Site> sites) {
    // Given
    NetworkPlan plan = Plans.of(voters, NODE, 0, NODE);
    List<Long> room = sites.stream().map(PlacerPropertiesTest::room).toList();
    // When
    Placing placing = place(plan, sites);
    // Then
    assertThat(placing instanceof Placed).isEqualTo(sum(room, Integer.MAX_VALUE) >= voters);
    if (placing instanceof Placed placed) {
      long most = Collections.max(perSite(placed).values());
      assertThat(sum(room, most - 1)).as("fewer at the fullest site").isLessThan(voters);
    }
  }

  @Property(tries = 400)
  void theLawOfSiteLossHoldsWheneverEnoughSitesHaveRoom(
      @ForAll @IntRange(min = 1, max = 22) int voters, @ForAll("sites") List<Site> sites) {
    // Given
    NetworkPlan plan = Plans.of(voters, NODE, 0, NODE);
    int budget = plan.groups().get(0).faultBudget();
    List<Long> room = sites.stream().map(PlacerPropertiesTest::room).toList();
    boolean possible = sum(room, budget) >= voters;
    // When, Then
    if (place(plan, sites) instanceof Placed placed) {
      assertThat(placed.placement().survivesSiteLoss()).isEqualTo(possible);
      assertThat(perSite(placed).values().stream().allMatch(n -> n <= budget)).isEqualTo(possible);
      assertThat(placed.placement().reasons())
          .anyMatch(r -> r.startsWith(possible ? "Survives the loss" : "Survives no site loss"));
    } else {
      assertThat(possible).isFalse();
    }
  }

  @Provide
  Arbitrary<NetworkPlan> plans() {
    Arbitrary<Resources> needs = resources(1, 2_000, 4_000, 40);
    return Combinators.combine(
            Arbitraries.integers().between(1, 13),
            needs,
            Arbitraries.integers().between(0, 5),
            needs)
        .as(Plans::of);
  }

  @Provide
  Arbitrary<List<Site>> sites() {
    return resources(0, 5_000, 2_560, 50)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(
            all ->
                IntStream.range(0, all.size())
                    .mapToObj(
                        i ->
                            new Site(new CityNodeId("site-" + i), all.get(i), Set.of(SOFTWARE), ""))
                    .toList());
  }

  private static Arbitrary<Resources> resources(int least, int cpu, int memory, int storage) {
    return Combinators.combine(
            Arbitraries.longs().between(least, cpu),
            Arbitraries.longs().between(least, memory),
            Arbitraries.longs().between(least, storage))
        .as(Resources::new);
  }

  private static Placing place(NetworkPlan plan, List<Site> sites) {
    return Placer.place(plan, Map.of(), List.of(SOFTWARE), sites);
  }

  private static Map<CityNodeId, Long> perSite(Placed placed) {
    return placed.placement().nodes().values().stream().collect(groupingBy(s -> s, counting()));
  }

  /** How many nodes fit. */
  private static long room(Site site) {
    return Math.min(
        site.free().cpuMillis() / NODE.cpuMillis(),
        Math.min(
            site.free().memoryMib() / NODE.memoryMib(),
            site.free().storageGib() / NODE.storageGib()));
  }

  private static long sum(List<Long> room, long most) {
    return room.stream().mapToLong(r -> Math.min(r, most)).sum();
  }
}
