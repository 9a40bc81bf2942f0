package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Four validators at four city nodes, and a pack that now renders them otherwise. */
class TurnsTest {
  private static final List<CityNodeId> FOUR =
      Stream.of("east", "north", "south", "west").map(CityNodeId::new).toList();

  private final World world = new World(FOUR).created();
  private final Reconciler reconciler = world.reconciler();

  @Test
  void aNewTemplateNeverTakesTwoVotersAwayAtOnceAndReachesAll() {
    // Given
    world.pack.argument = "run otherwise";
    Set<NodeName> restarted = new HashSet<>();

    // When
    for (int i = 0; i < 400; i++) {
      reconciler.reconcile(world.network);
      // Then
      assertThat(votersAway()).hasSizeLessThanOrEqualTo(1);
      restarted.addAll(votersAway());
      world.clock.advance(Duration.ofMillis(100));
    }
    assertThat(restarted).hasSize(4);
    assertThat(world.traces())
        .filteredOn(t -> t.startsWith("workload"))
        .hasSize(5)
        .allMatch(t -> t.contains("run otherwise"));
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  @Test
  void aChangedSettingOfEveryCityNodeReachesAllAndNeverTakesTwoVotersAwayAtOnce() {
    // Given
    world.cities.forEach(c -> c.setting("another image"));
    Set<NodeName> restarted = new HashSet<>();

    // When
    for (int i = 0; i < 400; i++) {
      reconciler.reconcile(world.network);
      // Then
      assertThat(votersAway()).hasSizeLessThanOrEqualTo(1);
      restarted.addAll(votersAway());
      world.clock.advance(Duration.ofMillis(100));
    }
    assertThat(restarted).hasSize(4);
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  @Test
  void aChangeWaitsForAVoterElsewhereThatDoesNotRun() {
    // Given
    CityNodeId lost = FOUR.get(3);
    world.provider.cut.add(lost);
    world.pack.argument = "run otherwise";

    // When
    world.run(reconciler, Duration.ofSeconds(30));

    // Then
    assertThat(votersAway()).isEmpty();
    assertThat(validatorsThatRun("run otherwise")).isZero();

    // When
    world.provider.cut.clear();
    world.run(reconciler, Duration.ofMinutes(2));

    // Then
    assertThat(validatorsThatRun("run otherwise")).isEqualTo(4);
  }

  @Test
  void cityNodesThatEachHoldABrokenAndARunningVoterDoNotWaitForEachOther() {
    // Given
    World two = new World().created();
    Reconciler its = two.reconciler();
    Set<NodeName> broken = Set.of(NodeName.of("validator", 1), NodeName.of("validator", 2));
    Set<String> before = digests(two);
    assertThat(cityNodesOf(two, broken)).as("one at each").hasSize(2);
    two.provider.sight =
        seen -> blocked(seen, w -> broken.contains(w.name()) && before.contains(w.digest()));
    two.pack.argument = "run otherwise";
    Set<NodeName> restarted = new HashSet<>();

    // When
    for (int i = 0; i < 400; i++) {
      its.reconcile(two.network);
      // Then
      List<NodeName> away = votersAway(two);
      restarted.addAll(away);
      if (away.stream().anyMatch(n -> !broken.contains(n))) {
        assertThat(away).as("a voter that ran is away alone").hasSize(1);
      }
      two.clock.advance(Duration.ofMillis(100));
    }
    assertThat(restarted).hasSize(4);
    assertThat(validatorsThatRun(two, "run otherwise")).isEqualTo(4);
  }

  @Test
  void noVoterThatRunsIsTakenWhileTooManyAreAwayAndThoseAreChangedAtOnce() {
    // Given
    World two = new World().created();
    Reconciler its = two.reconciler();
    Set<NodeName> broken = Set.of(NodeName.of("validator", 1), NodeName.of("validator", 2));
    two.provider.sight = seen -> blocked(seen, w -> broken.contains(w.name()));
    two.pack.argument = "run otherwise";

    // When
    two.run(its, Duration.ofMinutes(2));

    // Then
    assertThat(validatorsThatRun(two, "run otherwise")).isEqualTo(2);

    // When
    two.provider.sight = UnaryOperator.identity();
    two.run(its, Duration.ofMinutes(2));

    // Then
    assertThat(validatorsThatRun(two, "run otherwise")).isEqualTo(4);
  }

  @Test
  void votersOfOneCityNodeAreChangedOneAfterAnother() {
    // Given
    World one = new World(List.of(World.NORTH)).created();
    Reconciler its = one.reconciler();
    one.pack.argument = "run otherwise";

    // When
    for (int i = 0; i < 400; i++) {
      its.reconcile(one.network);
      // Then
      assertThat(votersAway(one)).hasSizeLessThanOrEqualTo(1);
      one.clock.advance(Duration.ofMillis(100));
    }
    assertThat(validatorsThatRun(one, "run otherwise")).isEqualTo(4);
  }

  private static Observation blocked(Observation seen, Predicate<ObservedWorkload> which) {
    return new Observation(
        seen.fence(),
        seen.workloads().stream()
            .map(
                w ->
                    which.test(w)
                        ? new ObservedWorkload(
                            w.name(), Phase.BLOCKED, w.digest(), w.restarts(), w.since(), "broken")
                        : w)
            .toList());
  }

  private static Set<String> digests(World world) {
    return world.cities.stream()
        .flatMap(c -> c.open().observe(world.network).workloads().stream())
        .map(ObservedWorkload::digest)
        .collect(Collectors.toSet());
  }

  private static Set<CityNodeId> cityNodesOf(World world, Set<NodeName> nodes) {
    return nodes.stream()
        .map(n -> world.network().made().placement().orElseThrow().nodes().get(n))
        .collect(Collectors.toSet());
  }

  @Test
  void whatSomebodyEditedIsPutRightEverywhereAtOnce() {
    // Given
    world.provider.applied.clear();
    world.provider.sight =
        seen ->
            new Observation(
                seen.fence(),
                seen.workloads().stream()
                    .map(
                        w ->
                            new ObservedWorkload(
                                w.name(), w.phase(), "edited", w.restarts(), w.since(), ""))
                    .toList());

    // When
    reconciler.reconcile(world.network);

    // Then
    assertThat(world.provider.applied).containsOnlyKeys(FOUR);
  }

  private List<NodeName> votersAway() {
    return votersAway(world);
  }

  private static List<NodeName> votersAway(World world) {
    return world.cities.stream()
        .flatMap(c -> c.open().observe(world.network).workloads().stream())
        .filter(w -> w.name().value().startsWith("validator"))
        .filter(w -> w.phase() != Phase.RUNNING)
        .map(ObservedWorkload::name)
        .toList();
  }

  private long validatorsThatRun(String argument) {
    return validatorsThatRun(world, argument);
  }

  private static long validatorsThatRun(World world, String argument) {
    return world.traces().stream()
        .filter(t -> t.startsWith("workload validator") && t.contains(argument))
        .count();
  }
}
