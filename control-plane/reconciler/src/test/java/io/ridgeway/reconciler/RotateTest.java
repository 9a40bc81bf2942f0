package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.reconciler.Faults.Death;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All certificates of a network that runs are renewed because somebody asks for it. */
class RotateTest {
  private static final List<CityNodeId> FOUR =
      Stream.of("east", "north", "south", "west").map(CityNodeId::new).toList();

  private static final Duration UNTIL_DUE =
      FakeIdentities.LIFETIME.multipliedBy(2).dividedBy(3).plusHours(1);

  private final World world = World.ofChannel(FOUR).created();
  private final Reconciler reconciler = world.reconciler();

  @Test
  void nodesTakeTheirsOneAfterAnotherAndTheLedgerIsToldAtTheEnd() {
    // Given
    int joins = world.channel.joins;
    world.rotate();
    Set<String> restarted = new HashSet<>();

    // When
    for (int i = 0; i < 600; i++) {
      reconciler.reconcile(world.network);
      // Then
      assertThat(away()).filteredOn(n -> n.startsWith("validator")).hasSizeLessThanOrEqualTo(1);
      restarted.addAll(away());
      world.clock.advance(Duration.ofMillis(100));
      assertThat(world.channel.joins)
          .as("told once all have theirs")
          .isEqualTo(restarted.size() == 5 ? world.channel.joins : joins);
    }
    assertThat(restarted).hasSize(5);
    assertThat(world.channel.joins).isEqualTo(joins + 1);
    assertThat(leaves(world)).hasSize(6).allMatch(c -> c.generation() == 2);
    assertThat(world.network().state()).isEqualTo(new Ready());
    Operation operation = world.operation();
    assertThat(operation.kind()).isEqualTo(Operation.Kind.ROTATE);
    assertThat(operation.state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(operation.steps())
        .extracting(Operation.Step::name)
        .containsExactly("renew-certificates", "apply", "start", "join");
  }

  @Test
  void aVoterThatIsBackAndDoesNotTakePartYetHoldsTheOthersUpForAWhile() {
    // Given
    world.run(reconciler, Duration.ofMinutes(5));
    world.rotate();
    Set<String> restarted = new HashSet<>();
    world.channel.apart = Set.of(new NodeName("validator-1"));

    // When
    follow(Duration.ofSeconds(90), restarted);
    // Then
    assertThat(restarted).contains("validator-1").doesNotContain("validator-2", "validator-3");

    // When
    world.channel.apart = Set.of();
    follow(Duration.ofSeconds(60), restarted);
    // Then
    assertThat(restarted).hasSize(5);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
  }

  @Test
  void aVoterThatDoesNotComeBackHoldsTheOtherVotersUp() {
    // Given
    world.run(reconciler, Duration.ofMinutes(5));
    world.rotate();
    Set<String> restarted = new HashSet<>();
    world.channel.apart = Set.of(new NodeName("validator-1"));

    // When
    follow(Duration.ofMinutes(10), restarted);
    // Then
    assertThat(restarted)
        .contains("validator-1")
        .doesNotContain("validator-2", "validator-3", "validator-4");
    assertThat(world.operation().message()).contains("Waits until validator-1 takes part again");
    assertThat(generations("validator-2", "validator-3", "validator-4")).containsOnly(1);

    // When
    world.channel.apart = Set.of();
    follow(Duration.ofMinutes(2), restarted);
    // Then
    assertThat(restarted).hasSize(5);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
  }

  @Test
  void whatFallsDueWhileOneIsHeldUpWaitsForItsTurn() {
    // Given
    world.run(reconciler, Duration.ofMinutes(5));
    world.rotate();
    world.channel.apart = Set.of(new NodeName("validator-1"));
    follow(Duration.ofMinutes(10), new HashSet<>());

    // When
    world.clock.advance(UNTIL_DUE);
    Set<String> restarted = new HashSet<>();
    follow(Duration.ofMinutes(10), restarted);
    // Then those whose turn takes nothing from the ledger had it once more
    assertThat(restarted).containsExactlyInAnyOrder("validator-1", "rpc-1");
    assertThat(generations("validator-1", "rpc-1")).containsOnly(3);
    assertThat(generations("validator-2", "validator-3", "validator-4")).containsOnly(1);
    assertThat(world.operation().message()).contains("Waits until validator-1 takes part again");

    // When
    world.channel.apart = Set.of();
    follow(Duration.ofMinutes(2), restarted);
    // Then
    assertThat(restarted).hasSize(5);
    assertThat(generations("validator-2", "validator-3", "validator-4")).containsOnly(2);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
  }

  @Test
  void whatHadItsTurnAndFallsDueWhileOneIsHeldUpWaitsForAnother() {
    // Given
    world.run(reconciler, Duration.ofMinutes(5));
    world.rotate();
    Set<String> restarted = new HashSet<>();
    while (!restarted.contains("validator-3")) {
      follow(Duration.ofSeconds(1), restarted);
    }
    world.channel.apart = Set.of(new NodeName("validator-3"));
    follow(Duration.ofMinutes(10), restarted);
    assertThat(restarted).contains("validator-1", "validator-2").doesNotContain("validator-4");

    // When
    world.clock.advance(UNTIL_DUE);
    Set<String> again = new HashSet<>();
    follow(Duration.ofMinutes(10), again);
    // Then
    assertThat(again).containsExactlyInAnyOrder("validator-3", "rpc-1");
    assertThat(generations("validator-1", "validator-2")).containsOnly(2);
    assertThat(generations("validator-4")).containsOnly(1);

    // When
    world.channel.apart = Set.of();
    follow(Duration.ofMinutes(3), again);
    // Then
    assertThat(again).hasSize(5);
    assertThat(generations("validator-1", "validator-2", "validator-3")).containsOnly(3);
    assertThat(generations("validator-4")).containsOnly(2);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().made().unrenewed()).isEmpty();
  }

  @Test
  void whatWaitedIsRenewedOnceItIsStopped() {
    // Given
    world.run(reconciler, Duration.ofMinutes(5));
    world.rotate();
    world.channel.apart = Set.of(new NodeName("validator-1"));
    follow(Duration.ofMinutes(10), new HashSet<>());
    world.clock.advance(UNTIL_DUE);
    follow(Duration.ofMinutes(1), new HashSet<>());

    // When
    world.stopRotation();
    Set<String> restarted = new HashSet<>();
    follow(Duration.ofMinutes(10), restarted);
    // Then what mends is held up by nobody for ever
    assertThat(restarted).contains("validator-2", "validator-3", "validator-4");
    assertThat(generations("validator-2", "validator-3", "validator-4")).containsOnly(2);
  }

  @Test
  void oneThatIsStoppedLeavesEachNodeWithCertificatesThatHold() {
    // Given
    world.run(reconciler, Duration.ofMinutes(5));
    world.rotate();
    world.channel.apart = Set.of(new NodeName("validator-1"));
    follow(Duration.ofMinutes(10), new HashSet<>());

    // When
    world.stopRotation();
    Set<String> restarted = new HashSet<>();
    follow(Duration.ofMinutes(10), restarted);

    // Then
    assertThat(restarted).isEmpty();
    assertThat(generations("validator-1")).containsOnly(2);
    assertThat(generations("validator-2", "validator-3", "validator-4")).containsOnly(1);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUPERSEDED);
    assertThat(world.operation().finishedAt()).isPresent();
    assertThat(world.network().made().unrenewed()).isEmpty();

    // When it is asked for again once that voter is back
    world.channel.apart = Set.of();
    world.rotate();
    follow(Duration.ofMinutes(3), restarted);

    // Then
    assertThat(restarted).hasSize(5);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(generations("validator-1")).containsOnly(3);
    assertThat(generations("validator-2", "validator-3", "validator-4")).containsOnly(2);
  }

  @Test
  void oneThatIsStoppedWhereverTheProcessDiedLeavesNothingThatWaits() {
    // Given
    Faults all = Faults.none();
    world.rotate();
    world.reconciler(all).reconcile(world.network);
    for (int point = 0; point < all.passed.size(); point++) {
      World other = World.ofChannel(FOUR).created();
      other.rotate();
      try {
        other.reconciler(Faults.deathAt(point)).reconcile(other.network);
      } catch (Death death) {
        // That was the wish.
      }

      // When
      other.stopRotation();
      other.run(other.reconciler(), Duration.ofMinutes(2));

      // Then
      assertThat(other.operation().state()).isEqualTo(Operation.State.SUPERSEDED);
      assertThat(other.network().made().unrenewed()).isEmpty();
      assertThat(other.network().state()).isEqualTo(new Ready());
      assertThat(leaves(other))
          .filteredOn(c -> c.name().startsWith("validator"))
          .extracting(Certificate::generation)
          .as("one of them at the most had its turn, at point " + point)
          .containsAnyOf(1)
          .filteredOn(generation -> generation > 1)
          .hasSizeLessThanOrEqualTo(1);

      // When
      other.rotate();
      other.run(other.reconciler(), Duration.ofMinutes(2));

      // Then
      assertThat(other.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
      assertThat(leaves(other)).allMatch(c -> c.generation() >= 2);
    }
  }

  @Test
  void onlyOneThatIsUnderWayIsStopped() {
    assertThatThrownBy(world::stopRotation)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("(ROTATE) is under way");
  }

  private List<Integer> generations(String... nodes) {
    return leaves(world).stream()
        .filter(c -> List.of(nodes).contains(c.name().replace("-tls", "")))
        .map(Certificate::generation)
        .toList();
  }

  @Test
  void whatMendsIsHeldUpByNobodyForEver() {
    // Given
    world.run(reconciler, Duration.ofMinutes(5));
    world.clock.advance(UNTIL_DUE);
    Set<String> restarted = new HashSet<>();
    world.channel.apart = Set.of(new NodeName("validator-1"));

    // When certificates are due
    follow(Duration.ofMinutes(10), restarted);
    // Then
    assertThat(restarted).hasSize(5);
  }

  private void follow(Duration time, Set<String> restarted) {
    for (long i = 0; i < time.toSeconds() * 4; i++) {
      reconciler.reconcile(world.network);
      assertThat(away()).filteredOn(n -> n.startsWith("validator")).hasSizeLessThanOrEqualTo(1);
      restarted.addAll(away());
      world.clock.advance(Duration.ofMillis(250));
    }
  }

  @Test
  void itIsDoneOnceWhereverTheProcessDies() {
    // Given
    Faults all = Faults.none();
    world.rotate();
    world.reconciler(all).reconcile(world.network);
    assertThat(all.passed).contains("before " + FaultPort.RENEW_CERTIFICATE);
    for (int point = 0; point < all.passed.size(); point++) {
      World other = World.ofChannel(FOUR).created();
      other.rotate();
      // When
      try {
        other.reconciler(Faults.deathAt(point)).reconcile(other.network);
      } catch (Death death) {
        // That was the wish.
      }
      other.run(other.reconciler(), Duration.ofMinutes(2));
      // Then
      assertThat(leaves(other)).hasSize(6).allMatch(c -> c.generation() == 2);
      assertThat(other.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    }
  }

  @Test
  void theLedgerIsToldOfWhatWasDueToo() {
    // Given
    int joins = world.channel.joins;
    world.clock.advance(UNTIL_DUE);

    // When
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    assertThat(leaves(world)).allMatch(c -> c.generation() == 2);
    assertThat(world.channel.joins).isEqualTo(joins + 1);
  }

  @Test
  void itIsNotOverBeforeTheLedgerIsTold() {
    // When
    world.channel.trouble = () -> new IllegalStateException("not now");
    world.rotate();
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    assertThat(leaves(world)).allMatch(c -> c.generation() == 2);
    assertThat(world.operation().finishedAt()).isEmpty();

    // When
    world.channel.trouble = null;
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  @Test
  void anAuthorityThatHasEndedIsSaid() {
    // Given
    world.clock.advance(FakeIdentities.ROOT_LIFETIME.plusDays(1));
    world.rotate();

    // When
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.operation().message())
        .startsWith("No certificate can be renewed: these authorities have ended: ")
        .contains(FakeIdentities.CA + " (until ");
    assertThat(leaves(world)).allMatch(c -> c.generation() == 1);
  }

  @Test
  void oneOperationGoesOnAtATimeAndCertificatesAreNeeded() {
    // Given
    world.rotate();
    World without = new World().created();

    // Then
    assertThatThrownBy(world::rotate)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("(ROTATE) is under way");
    assertThatThrownBy(without::rotate)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("there is no certificate");
  }

  private static List<Certificate> leaves(World world) {
    return world.certificates().stream().filter(c -> !c.isRoot()).toList();
  }

  private Set<String> away() {
    Set<String> away = new HashSet<>();
    world.cities.stream()
        .flatMap(c -> c.open().observe(world.network).workloads().stream())
        .filter((ObservedWorkload w) -> w.phase() != Phase.RUNNING)
        .forEach(w -> away.add(w.name().value()));
    return away;
  }
}
