package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.StepState;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What can be in the way of a creation or a deletion, and what is said of it. */
class TroubleTest {
  private final World world = new World();
  private final Reconciler reconciler = world.reconciler();

  @Test
  void stepsAreListedUpFrontAndGoOnOneAfterTheOther() {
    // Given
    int last = 0;
    // When
    for (int i = 0; i < 20; i++) {
      reconciler.reconcile(world.network);
      // Then
      assertThat(world.operation().steps())
          .extracting(Operation.Step::name)
          .containsExactly(
              "place",
              "reserve-addresses",
              "issue-identities",
              "genesis",
              "apply",
              "start",
              "join");
      assertThat(world.operation().percent()).isGreaterThanOrEqualTo(last);
      last = world.operation().percent();
      world.clock.advance(Duration.ofMillis(500));
    }
    assertThat(last).isEqualTo(100);
  }

  @Test
  void softwareThatWentMissingIsToldAndWaitedForSlowly() {
    // Given
    world.cities.forEach(c -> c.software(Set.of(new Software("other", "1"))));
    // When
    Next next = reconciler.reconcile(world.network);
    // Then
    assertThat(((Next.Again) next).in()).isEqualTo(Duration.ofSeconds(30));
    assertThat(world.operation().message())
        .isEqualTo(
            "City node north lacks the software that this network runs on; the operator must"
                + " provide it.");
    assertThat(world.network().nodes()).anyMatch(n -> n.detail().contains("sample 1"));
    assertThat(world.operation().state()).isEqualTo(Operation.State.RUNNING);
    world.cities.forEach(c -> c.software(Set.of(FakePack.SOFTWARE)));
    world.clock.advance(Duration.ofSeconds(30));
    world.converge(reconciler);
    Checks.of(world).stands();
  }

  @Test
  void aFullCityNodeIsToldAndTriedAgain() {
    // Given
    world.provider.failing.put("apply", () -> new AdapterException.NoRoom("The disk is full."));
    // When
    Next next = reconciler.reconcile(world.network);
    // Then
    assertThat(((Next.Again) next).in()).isLessThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(world.operation().message())
        .isEqualTo("City node north has no room left; the operator must make some.");
    assertThat(world.network().nodes()).allMatch(n -> n.detail().equals("The disk is full."));
    assertThat(world.condition(Type.STORAGE_AMPLE).status()).isEqualTo(Status.FALSE);
    assertThat(world.condition(Type.STORAGE_AMPLE).message()).contains("north, south");
    world.provider.failing.clear();
    world.converge(reconciler);
    assertThat(world.condition(Type.STORAGE_AMPLE).status()).isEqualTo(Status.TRUE);
    Checks.of(world).stands();
  }

  @Test
  void anAdaptersOwnWordsReachOperatorsAndNoTenant() {
    // Given
    String own = "node-7.internal.example in namespace rw-1: /var/lib/x is full";
    world.created();
    world.provider.sight =
        seen ->
            new Observation(
                seen.fence(),
                seen.workloads().stream()
                    .map(
                        w ->
                            new ObservedWorkload(
                                w.name(), Phase.BLOCKED, w.digest(), w.restarts(), w.since(), own))
                    .toList());
    // When
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(world.network().nodes())
        .isNotEmpty()
        .allMatch(n -> n.detail().equals(own))
        .allMatch(
            n ->
                n.message()
                    .equals("It can't be started as things are; the operator must see to it."));
    assertThat(world.network().conditions().toString()).doesNotContain("internal.example");
    // When: the same while it is created
    world.pack.argument = "run otherwise";
    world.provider.failing.put("apply", () -> new AdapterException.Undeclared(own));
    world.run(world.reconciler(), Duration.ofMinutes(1));
    // Then
    assertThat(world.network().nodes()).allMatch(n -> n.detail().contains(own));
    assertThat(world.operations().toString() + world.network().conditions())
        .doesNotContain("internal.example");
  }

  @Test
  void addressesThatTakeTimeAreWaitedFor() {
    // Given
    world.cities.get(0).answerPending(3);
    // When
    reconciler.reconcile(world.network);
    // Then
    assertThat(world.operation().message()).contains("validator-1 at city node north");
    assertThat(world.network().made().addresses()).isEmpty();
    world.converge(reconciler);
    Checks.of(world).stands();
  }

  @Test
  void anAdaptersOwnFaultIsNotTheReconcilers() {
    // Given
    world.provider.failing.put("reserve", () -> new NullPointerException("oops"));
    // When
    reconciler.reconcile(world.network);
    // Then
    assertThat(world.operation().message())
        .isEqualTo("City node north can't be heard now; it is tried again.");
    world.provider.failing.clear();
    world.converge(reconciler);
    Checks.of(world).stands();
  }

  @Test
  void theReachableCityNodeGetsItsPartThoughTheOtherIsAway() {
    // Given
    world.provider.failing.put("apply", () -> new AdapterException.NoRoom("full"));
    reconciler.reconcile(world.network);
    world.provider.failing.clear();
    world.provider.cut.add(World.NORTH);
    // When
    reconciler.reconcile(world.network);
    // Then
    assertThat(world.cities.get(0).open().observe(world.network).workloads()).isEmpty();
    assertThat(world.cities.get(1).open().observe(world.network).workloads()).isNotEmpty();
    assertThat(world.operation().message())
        .isEqualTo("City node north can't be heard now; it is tried again.");
    world.provider.cut.clear();
    world.converge(reconciler);
    world.run(reconciler, Duration.ofSeconds(30));
    Checks.of(world).stands();
  }

  @Test
  void aDeletionWaitsForACityNodeThatCannotBeHeard() {
    // Given
    world.created();
    world.provider.cut.add(World.NORTH);
    world.delete();
    // When
    for (int i = 0; i < 10; i++) {
      reconciler.reconcile(world.network);
      world.clock.advance(Duration.ofSeconds(5));
    }
    // Then
    assertThat(world.cities.get(1).traces(world.network)).isEmpty();
    assertThat(world.network().state()).isEqualTo(new NetworkState.Deleting());
    assertThat(world.operation().message())
        .isEqualTo("City node north can't be heard now; it is tried again.");
    assertThat(world.store.asSystem(() -> world.store.custody.list(world.network, Purpose.NODE)))
        .isNotEmpty();
    world.provider.cut.clear();
    world.converge(reconciler);
    Checks.of(world).isGone();
  }

  @Test
  void whatAPersonMustDecideFailsTheOperationAndCanStillBeDeleted() {
    // Given
    world.store.runAsSystem(
        () -> {
          world.store.custody.ensure(
              world.tenant, world.network, Curve.SECP256K1, Purpose.NODE, "validator-2");
          world.store.custody.destroyAll(world.network);
        });
    // When
    Next next = reconciler.reconcile(world.network);
    // Then
    assertThat(next).isInstanceOf(Next.Finished.class);
    assertThat(world.network().state()).isInstanceOf(NetworkState.Failed.class);
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.operation().message()).contains("validator-2 was destroyed");
    assertThat(world.operation().steps()).anyMatch(s -> s.state() == StepState.FAILED);
    world.delete();
    world.converge(reconciler);
    Checks.of(world).isGone();
  }

  @Test
  void custodyThatIsAwayIsWaitedFor() {
    // Given
    world.provider.failing.put(
        "apply", () -> new Refusal(ProblemType.UNAVAILABLE, "Custody can't reach its key."));
    // When
    reconciler.reconcile(world.network);
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.RUNNING);
    assertThat(world.operation().message()).isEqualTo("Custody can't reach its key.");
    world.provider.failing.clear();
    world.converge(reconciler);
    Checks.of(world).stands();
  }

  @Test
  void aLostNodeKeyDoesNotEndTheWatchOverANetworkThatRuns() {
    // Given
    world.created();
    world.store.runAsSystem(() -> world.store.custody.destroyAll(world.network));
    // When
    world.run(reconciler, Duration.ofMinutes(2));
    // Then
    assertThat(world.network().state()).isEqualTo(new NetworkState.Ready());
    assertThat(world.network().height()).isGreaterThan(100);
  }
}
