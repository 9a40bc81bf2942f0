package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.NetworkState.Degraded;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NetworkState.Unknown;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of a network that was ready. */
class HealthTest {
  private final World world = new World().created();
  private final Reconciler reconciler = world.reconciler();

  @Test
  void aNetworkThatIsWellSaysSoAndIsLookedAtEveryTenSeconds() {
    // When
    Next next = reconciler.reconcile(world.network);
    // Then
    assertThat(next).isEqualTo(new Next.Again(Duration.ofSeconds(10)));
    assertThat(world.network().conditions())
        .allMatch(c -> c.status() == Status.TRUE)
        .extracting(c -> c.type())
        .containsExactly(Type.NODES_READY, Type.PROGRESSING, Type.STORAGE_AMPLE, Type.REACHABLE);
    assertThat(world.network().nodes()).hasSize(5).allMatch(n -> n.phase().equals("RUNNING"));
    assertThat(world.network().nodes()).allMatch(n -> n.storageBytes() > 0 && n.height() > 0);
    long height = world.network().height();
    world.run(reconciler, Duration.ofSeconds(30));
    assertThat(world.network().height()).isGreaterThan(height);
    assertThat(world.authorities.lists()).as("its plan has no certificates").isZero();
  }

  @Test
  void aNetworkThatHasBeenWellForLongIsLookedAtLessOften() {
    // Given
    world.run(reconciler, Duration.ofMinutes(10));
    // When
    Duration pause = ((Next.Again) reconciler.reconcile(world.network)).in();
    // Then
    assertThat(pause).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
    // And as closely as ever once something happened
    kill("validator-1");
    assertThat(((Next.Again) reconciler.reconcile(world.network)).in())
        .isLessThanOrEqualTo(Duration.ofSeconds(1));
    world.run(reconciler, Duration.ofSeconds(30));
    assertThat(reconciler.reconcile(world.network))
        .isEqualTo(new Next.Again(Duration.ofSeconds(10)));
  }

  @Test
  void aNodeThatIsBackWithinMomentsDoesNotMakeTheStateFlap() {
    // Given
    Set<String> states = new LinkedHashSet<>();
    kill("validator-1");
    // When
    for (int i = 0; i < 10; i++) {
      reconciler.reconcile(world.network);
      states.add(world.network().state().name());
      world.clock.advance(Duration.ofSeconds(1));
    }
    // Then
    assertThat(states).containsExactly("Ready");
    assertThat(world.network().nodes()).anyMatch(n -> n.restarts() == 1);
  }

  @Test
  void aNodeThatStaysDownDegradesTheNetworkUntilItIsBack() {
    // Given
    List<NetworkState> states = new ArrayList<>(List.of(new Ready()));
    // When: each death is followed by a longer wait
    for (int second = 0; second < 60; second++) {
      if (second < 30 && runs("validator-1")) {
        kill("validator-1");
      }
      reconciler.reconcile(world.network);
      if (!states.get(states.size() - 1).equals(world.network().state())) {
        states.add(world.network().state());
      }
      world.clock.advance(Duration.ofSeconds(1));
    }
    // Then
    assertThat(states).containsExactly(new Ready(), new Degraded(), new Ready());
    assertThat(world.condition(Type.NODES_READY).message()).isEqualTo("All nodes run.");
  }

  @Test
  void aWorkloadThatWasTakenAwayIsBroughtBack() {
    // Given
    world.cities.get(0).open().remove(world.network, new Fence(world.network().fence()));
    // When
    world.run(reconciler, Duration.ofSeconds(30));
    // Then
    assertThat(world.traces()).hasSize(10);
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  @Test
  void aHaltedLedgerIsToldAfterAMinuteAndForgivenOnceItGrows() {
    // Given
    world.ledger.halted = true;
    // When
    world.run(reconciler, Duration.ofSeconds(45));
    assertThat(world.network().state()).isEqualTo(new Ready());
    world.run(reconciler, Duration.ofSeconds(45));
    // Then
    assertThat(world.condition(Type.PROGRESSING).status()).isEqualTo(Status.FALSE);
    assertThat(world.condition(Type.PROGRESSING).reason()).isEqualTo("Halted");
    assertThat(world.network().state()).isEqualTo(new Degraded());
    world.ledger.halted = false;
    world.run(reconciler, Duration.ofSeconds(30));
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  @Test
  void aLedgerOfLongBlocksIsGivenTheTimeThatItsPackSays() {
    // Given
    world.ledger.slowDown();
    Set<Status> seen = EnumSet.noneOf(Status.class);
    // When
    for (int minute = 0; minute < 20; minute++) {
      world.run(reconciler, Duration.ofMinutes(1));
      seen.add(world.condition(Type.PROGRESSING).status());
    }
    // Then
    assertThat(seen).containsExactly(Status.TRUE);
    world.ledger.halted = true;
    world.run(reconciler, Duration.ofMinutes(28));
    assertThat(world.condition(Type.PROGRESSING).status()).isEqualTo(Status.UNKNOWN);
    world.run(reconciler, Duration.ofMinutes(4));
    assertThat(world.condition(Type.PROGRESSING).reason()).isEqualTo("Halted");
    assertThat(world.network().state()).isEqualTo(new Degraded());
  }

  @Test
  void aHaltIsToldAlsoWhenEveryPassIsAnotherProcess() {
    // Given
    world.run(reconciler, Duration.ofSeconds(45));
    world.ledger.halted = true;
    world.run(reconciler, Duration.ofSeconds(45));
    assertThat(world.condition(Type.PROGRESSING).status()).isEqualTo(Status.UNKNOWN);
    // When
    for (int i = 0; i < 10; i++) {
      world.run(world.reconciler(), Duration.ofSeconds(10));
    }
    // Then
    assertThat(world.condition(Type.PROGRESSING).status()).isEqualTo(Status.FALSE);
  }

  @Test
  void aCityNodeThatCannotBeHeardMakesTheStateUnknownAndNothingIsMoved() {
    // Given
    var placement = world.network().made().placement();
    // When
    world.provider.cut.add(World.SOUTH);
    Instant cut = world.clock.instant();
    world.run(reconciler, Duration.ofSeconds(40));
    // Then
    assertThat(world.network().state())
        .isInstanceOfSatisfying(
            Unknown.class,
            u -> assertThat(u.since()).isBetween(cut, cut.plus(Duration.ofSeconds(10))));
    assertThat(world.condition(Type.REACHABLE).message())
        .isEqualTo("Can't be heard: city node south.");
    assertThat(world.condition(Type.NODES_READY).status()).isEqualTo(Status.UNKNOWN);
    assertThat(world.network().made().placement()).isEqualTo(placement);
    world.provider.cut.clear();
    world.run(reconciler, Duration.ofSeconds(30));
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  private boolean runs(String node) {
    return world.cities.stream()
        .flatMap(c -> c.open().observe(world.network).find(new NodeName(node)).stream())
        .anyMatch(w -> w.phase() == Phase.RUNNING);
  }

  private void kill(String node) {
    NodeName name = new NodeName(node);
    world.cities.stream()
        .filter(c -> c.open().observe(world.network).find(name).isPresent())
        .forEach(c -> c.kill(world.network, name));
  }
}
