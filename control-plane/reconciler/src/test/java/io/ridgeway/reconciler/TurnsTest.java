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
    return world.cities.stream()
        .flatMap(c -> c.open().observe(world.network).workloads().stream())
        .filter(w -> w.name().value().startsWith("validator"))
        .filter(w -> w.phase() != Phase.RUNNING)
        .map(ObservedWorkload::name)
        .toList();
  }

  private long validatorsThatRun(String argument) {
    return world.traces().stream()
        .filter(t -> t.startsWith("workload validator") && t.contains(argument))
        .count();
  }
}
