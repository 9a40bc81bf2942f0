package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.approval.Approval.State;
import io.ridgeway.engine.fake.OutsideAdministrator;
import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.network.NetworkState.Changing;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NetworkState.Suspended;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.Kind;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What can't wait goes ahead of a change that waits for members' signatures. */
class AheadTest {
  @Test
  void aRevocationGoesAheadAndTheChangeGoesOnWithWhatWasAskedForIt() {
    // Given
    World world = waiting();
    Reconciler reconciler = world.reconciler();
    Set<ApprovalId> asked = Set.copyOf(ids(world));
    Approval first = pending(world).get(0);
    world.revoke();
    // Then what was asked may be answered meanwhile
    assertThat(the(world, Kind.CHANGE).state()).isEqualTo(Operation.State.ASIDE);
    assertThat(the(world, Kind.CHANGE).message()).contains("REVOKE");
    sign(world, first);

    // When
    world.run(reconciler, Duration.ofMinutes(1));

    // Then
    assertThat(world.ledger.told).isEqualTo(1);
    assertThat(the(world, Kind.REVOKE).state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(the(world, Kind.REVOKE).steps())
        .extracting(Operation.Step::name)
        .containsExactly("join");
    assertThat(the(world, Kind.CHANGE).state()).isEqualTo(Operation.State.RUNNING);
    assertThat(the(world, Kind.CHANGE).message()).startsWith("Waits for the signature of ");
    assertThat(world.network().state()).isEqualTo(new Changing());
    assertThat(world.network().made().roster().moves()).isTrue();
    assertThat(ids(world)).containsExactlyInAnyOrderElementsOf(asked);
    assertThat(pending(world)).hasSize(1);

    // When
    world.meanwhile = () -> signAll(world);
    world.converge(reconciler);

    // Then
    assertCarriedOut(world);
  }

  @Test
  void theNetworkIsSaidToChangeAllTheTime() {
    // Given
    World world = waiting();
    world.ledger.unwilling = true;
    world.revoke();

    // When
    world.run(world.reconciler(), Duration.ofMinutes(2));

    // Then
    assertThat(the(world, Kind.REVOKE).state()).isEqualTo(Operation.State.RUNNING);
    assertThat(the(world, Kind.REVOKE).message()).contains("it takes no list");
    assertThat(world.network().state()).isEqualTo(new Changing());
    assertThatThrownBy(() -> world.changeByOrder(spec -> spec.with(Map.of("rpc", 2))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is under way");
  }

  @Test
  void aRevocationThatTheLedgerDoesNotTakeEndsAndTheChangeGoesOn() {
    // Given
    World world = waiting();
    world.ledger.unwilling = true;
    world.revoke();

    // When
    world.run(world.reconciler(), Duration.ofMinutes(40));

    // Then
    assertThat(the(world, Kind.REVOKE).state()).isEqualTo(Operation.State.FAILED);
    assertThat(the(world, Kind.CHANGE).state()).isEqualTo(Operation.State.RUNNING);
    assertThat(world.network().made().roster().moves()).isTrue();

    // When
    world.meanwhile = () -> signAll(world);
    world.converge(world.reconciler());

    // Then
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(validators(world)).hasSize(5);
  }

  @Test
  void aMemberThatRefusesARevocationLeavesTheChangeAsItWas() {
    // Given
    World world = waiting();
    Reconciler reconciler = world.reconciler();
    world.ledger.asksForLists = true;
    List<ApprovalId> before = ids(world);
    world.revoke();
    world.run(reconciler, Duration.ofMinutes(1));
    Approval list =
        pending(world).stream().filter(a -> !before.contains(a.id())).findFirst().orElseThrow();

    // When
    refuse(world, list);
    world.run(reconciler, Duration.ofMinutes(1));

    // Then
    assertThat(the(world, Kind.REVOKE).state()).isEqualTo(Operation.State.FAILED);
    assertThat(the(world, Kind.CHANGE).state()).isEqualTo(Operation.State.RUNNING);
    assertThat(world.operations()).as("nothing is turned back").hasSize(3);
    assertThat(pending(world)).extracting(Approval::id).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void anotherRevocationTakesThePlaceOfOneThatWaits() {
    // Given
    World world = waiting();
    Reconciler reconciler = world.reconciler();
    world.ledger.asksForLists = true;
    world.revoke();
    world.run(reconciler, Duration.ofMinutes(1));

    // When
    world.revoke();
    world.meanwhile = () -> signAll(world);
    world.converge(reconciler);

    // Then
    assertThat(world.operations())
        .filteredOn(o -> o.kind() == Kind.REVOKE)
        .extracting(Operation::state)
        .containsExactly(Operation.State.SUCCEEDED, Operation.State.SUPERSEDED);
    assertThat(world.ledger.told).isEqualTo(1);
    assertThat(the(world, Kind.CHANGE).state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.asked()).noneMatch(a -> a.state() == State.PENDING);
  }

  @Test
  void aChangeThatIsRefusedMeanwhileIsTakenBackAfterwards() {
    // Given
    World world = waiting();
    world.revoke();
    refuse(world, pending(world).get(0));

    // When
    world.meanwhile = () -> signAll(world);
    world.converge(world.reconciler());

    // Then
    assertThat(world.ledger.told).isEqualTo(1);
    assertThat(world.operations())
        .extracting(o -> o.kind() + " " + o.state())
        .contains("REVOKE SUCCEEDED", "CHANGE FAILED");
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(world.network().spec().nodes()).containsEntry("validator", 4);
    assertThat(validators(world)).hasSize(4);
  }

  @Test
  void aNetworkWhoseChangeWaitsStandsStillAndComesBackToIt() {
    // Given
    World world = waiting();
    Reconciler reconciler = world.reconciler();
    List<ApprovalId> asked = ids(world);

    // When
    world.suspend();
    world.converge(reconciler);
    world.run(reconciler, Duration.ofHours(1));

    // Then
    assertThat(world.network().state()).isEqualTo(new Suspended());
    assertThat(workloads(world)).isNotEmpty().allMatch(w -> w.phase() == Phase.STOPPED);
    assertThat(the(world, Kind.CHANGE).state()).isEqualTo(Operation.State.ASIDE);
    assertThat(pending(world)).hasSize(2);

    // When
    world.resume();
    world.run(reconciler, Duration.ofMinutes(5));

    // Then
    assertThat(the(world, Kind.RESUME).state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(the(world, Kind.CHANGE).state()).isEqualTo(Operation.State.RUNNING);
    assertThat(world.network().state()).isEqualTo(new Changing());
    assertThat(workloads(world)).allMatch(w -> w.phase() == Phase.RUNNING);
    assertThat(ids(world)).containsExactlyInAnyOrderElementsOf(asked);

    // When
    world.meanwhile = () -> signAll(world);
    world.converge(reconciler);

    // Then
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(validators(world)).hasSize(5);
  }

  @Test
  void aRevocationThatWaitsStandsAsideForASuspensionAndGoesOnBeforeTheChange() {
    // Given
    World world = waiting();
    Reconciler reconciler = world.reconciler();
    world.ledger.asksForLists = true;
    world.revoke();
    world.run(reconciler, Duration.ofMinutes(1));
    world.suspend();
    world.converge(reconciler);
    assertThat(world.operations())
        .filteredOn(o -> o.state() == Operation.State.ASIDE)
        .extracting(Operation::kind)
        .containsExactly(Kind.REVOKE, Kind.CHANGE);

    // When
    world.resume();
    world.run(reconciler, Duration.ofMinutes(3));

    // Then
    assertThat(the(world, Kind.REVOKE).state()).isEqualTo(Operation.State.RUNNING);
    assertThat(the(world, Kind.CHANGE).state()).isEqualTo(Operation.State.ASIDE);

    // When
    world.meanwhile = () -> signAll(world);
    world.converge(reconciler);

    // Then
    assertCarriedOut(world);
  }

  @Test
  void whatIsBeingCarriedOutLetsNobodyGoFirst() {
    // Given everybody has signed
    World world = waiting();
    signAll(world);

    // Then
    assertThatThrownBy(world::revoke)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("(CHANGE) is under way");
    assertThatThrownBy(world::suspend)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("(CHANGE) is under way");
  }

  @Test
  void itConvergesWhereverTheProcessDies() {
    assertThat(new Disturbed(AheadTest::revoking).byDeath(AheadTest::assertCarriedOut))
        .contains("after " + FaultPort.TAKE_OVER, "after " + FaultPort.JOIN);
  }

  @Test
  void itComesBackToItsChangeWhereverTheProcessDies() {
    assertThat(new Disturbed(AheadTest::resuming).byDeath(AheadTest::assertCameBack)).isNotEmpty();
  }

  @Test
  void aDeletionThatIsAskedForAtAnyPointConverges() {
    assertThat(new Disturbed(AheadTest::revoking).byDeletion()).isGreaterThan(20);
    assertThat(new Disturbed(AheadTest::resuming).byDeletion()).isPositive();
  }

  @Test
  void aDeletionEndsWhatStandsAsideToo() {
    // Given
    World world = waiting();
    world.revoke();

    // When
    world.delete();
    world.converge(world.reconciler());

    // Then
    Checks.of(world).isGone();
    assertThat(world.operations()).allMatch(Operation::isOver);
  }

  /** A change that waits for beta and gamma. */
  private static World waiting() {
    World world = new World(List.of(World.NORTH)).created();
    world.ledger.elsewhere.addAll(List.of("beta", "gamma"));
    world.changeByOrder(spec -> spec.with(Map.of("validator", 5, "rpc", 1)));
    world.run(world.reconciler(), Duration.ofMinutes(2));
    assertThat(pending(world)).hasSize(2);
    return world;
  }

  private static World revoking() {
    World world = waiting();
    world.revoke();
    world.meanwhile = () -> signAll(world);
    return world;
  }

  private static World resuming() {
    World world = waiting();
    world.suspend();
    world.converge(world.reconciler());
    world.resume();
    world.meanwhile = () -> signAll(world);
    return world;
  }

  private static void assertCarriedOut(World world) {
    assertThat(world.ledger.told).as("by one that died, and by the next").isBetween(1, 2);
    assertThat(the(world, Kind.REVOKE).state()).isEqualTo(Operation.State.SUCCEEDED);
    assertChanged(world);
  }

  private static void assertCameBack(World world) {
    assertThat(the(world, Kind.RESUME).state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().suspension()).isEmpty();
    assertChanged(world);
  }

  private static void assertChanged(World world) {
    assertThat(the(world, Kind.CHANGE).state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(world.network().made().roster().moves()).isFalse();
    assertThat(validators(world)).hasSize(5);
    assertThat(world.asked()).noneMatch(a -> a.state() == State.PENDING);
  }

  /** The newest of that kind. */
  private static Operation the(World world, Kind kind) {
    return world.operations().stream().filter(o -> o.kind() == kind).findFirst().orElseThrow();
  }

  private static List<ApprovalId> ids(World world) {
    return world.asked().stream().map(Approval::id).toList();
  }

  private static List<Approval> pending(World world) {
    return world.asked().stream().filter(a -> a.state() == State.PENDING).toList();
  }

  private static void signAll(World world) {
    pending(world).forEach(approval -> sign(world, approval));
  }

  private static void sign(World world, Approval approval) {
    world
        .desks
        .approvals()
        .sign(
            world.admin,
            world.tenant,
            world.network,
            approval.id(),
            OutsideAdministrator.sign(approval.request().toSign()));
  }

  private static void refuse(World world, Approval approval) {
    world
        .desks
        .approvals()
        .refuse(world.admin, world.tenant, world.network, approval.id(), "not now");
  }

  private static List<ObservedWorkload> workloads(World world) {
    return world.cities.stream()
        .flatMap(city -> city.open().observe(world.network).workloads().stream())
        .toList();
  }

  private static List<String> validators(World world) {
    return workloads(world).stream()
        .map(w -> w.name().value())
        .filter(name -> name.startsWith("validator-"))
        .toList();
  }
}
