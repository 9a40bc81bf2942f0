package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.approval.Approval.State;
import io.ridgeway.engine.fake.OutsideAdministrator;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes that members sign themselves, since their administrators keep their keys. */
class ApprovalTest {
  @Test
  void aChangeGoesOnOnceTheMembersHaveSigned() {
    // Given
    World world = begun();
    Reconciler reconciler = world.reconciler();

    // When
    world.run(reconciler, Duration.ofMinutes(2));

    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.RUNNING);
    assertThat(world.operation().message())
        .startsWith("Waits for the signature of beta, gamma (see approvals): +[validator-5");
    assertThat(world.asked())
        .extracting(a -> a.request().organisation() + " " + a.state())
        .containsExactlyInAnyOrder("beta PENDING", "gamma PENDING");
    assertThat(world.asked().get(0).request().body())
        .isEqualTo(world.asked().get(1).request().body());

    // When
    sign(world, pending(world).get(0));
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(world.operation().message()).startsWith("Waits for the signature of ");
    assertThat(world.asked()).hasSize(2);

    // When
    world.meanwhile = () -> signAll(world);
    world.converge(reconciler);

    // Then
    assertCarriedOut(world);
  }

  @Test
  void theLedgerIsLookedAtNowAndThenOnlyWhileSomebodyIsToSign() {
    // Given
    World world = begun();
    Reconciler reconciler = world.reconciler();
    world.run(reconciler, Duration.ofMinutes(1));
    int before = world.ledger.joins;

    // When
    world.run(reconciler, Duration.ofMinutes(30));

    // Then
    assertThat(world.ledger.joins - before).isBetween(5, 15);
  }

  @Test
  void whatWasAskedOfAConfigurationThatIsNoMoreIsOutdatedAndAskedAnew() {
    // Given
    World world = begun();
    Reconciler reconciler = world.reconciler();
    world.run(reconciler, Duration.ofMinutes(1));
    List<Approval> first = pending(world);
    sign(world, first.get(0));

    // When
    world.ledger.configuration++;
    world.run(reconciler, Duration.ofMinutes(6));

    // Then
    assertThat(world.asked()).hasSize(4);
    assertThat(world.asked()).filteredOn(a -> a.state() == State.PENDING).hasSize(2);
    assertThat(world.asked())
        .filteredOn(a -> a.state() == State.OUTDATED)
        .allMatch(a -> a.reason().contains("asked for anew"))
        .hasSize(2);
    assertThatThrownBy(() -> sign(world, first.get(1)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is OUTDATED");
  }

  @Test
  void aMemberThatRefusesEndsTheChangeAndNothingOfItIsLeft() {
    // Given
    World world = begun();
    Reconciler reconciler = world.reconciler();
    world.run(reconciler, Duration.ofMinutes(1));

    // When
    refuseFirst(world);
    world.meanwhile = () -> signAll(world);
    world.converge(reconciler);

    // Then
    assertTurnedBack(world, "beta refused to sign (+[validator-5");
  }

  @Test
  void whoDoesNotAnswerInTimeEndsItToo() {
    // Given
    World world = begun();
    Reconciler reconciler = world.reconciler();
    world.run(reconciler, Duration.ofMinutes(1));

    // When
    world.clock.advance(Approval.TERM);
    world.converge(reconciler);

    // Then
    assertTurnedBack(world, "beta didn't sign (+[validator-5");
  }

  @Test
  void anApprovedChangeConvergesWhereverTheProcessDies() {
    assertThat(new Disturbed(ApprovalTest::signing).byDeath(ApprovalTest::assertCarriedOut))
        .contains(
            "before " + FaultPort.ASK,
            "after " + FaultPort.ASK,
            "before " + FaultPort.USED,
            "after " + FaultPort.USED);
  }

  @Test
  void aRefusedChangeIsTakenBackWhereverTheProcessDies() {
    assertThat(
            new Disturbed(ApprovalTest::refusing)
                .byDeath(world -> assertTurnedBack(world, "refused to sign")))
        .contains("before " + FaultPort.TURN_BACK, "after " + FaultPort.TURN_BACK);
  }

  @Test
  void aDeletionThatIsAskedForAtAnyPointOfItConverges() {
    assertThat(new Disturbed(ApprovalTest::signing).byDeletion()).isGreaterThan(20);
  }

  private static World begun() {
    World world = new World(List.of(World.NORTH)).created();
    world.ledger.elsewhere.addAll(List.of("beta", "gamma"));
    world.changeByOrder(spec -> spec.with(Map.of("validator", 5, "rpc", 1)));
    return world;
  }

  private static World signing() {
    World world = begun();
    world.meanwhile = () -> signAll(world);
    return world;
  }

  /** By the second of them: the first has signed by then. */
  private static World refusing() {
    World world = begun();
    world.meanwhile =
        () -> {
          if (world.operations().stream().noneMatch(o -> o.state() == Operation.State.FAILED)) {
            pending(world).stream()
                .filter(a -> a.request().organisation().equals("beta"))
                .forEach(a -> sign(world, a));
            pending(world).forEach(a -> refuse(world, a));
          } else {
            signAll(world);
          }
        };
    return world;
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

  private static void refuseFirst(World world) {
    pending(world).stream()
        .filter(a -> a.request().organisation().equals("beta"))
        .forEach(a -> refuse(world, a));
  }

  private static void refuse(World world, Approval approval) {
    world
        .desks
        .approvals()
        .refuse(world.admin, world.tenant, world.network, approval.id(), "nobody asked us");
  }

  private static void assertCarriedOut(World world) {
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(validators(world)).hasSize(5);
    assertThat(world.asked()).noneMatch(a -> a.state() == State.PENDING);
    assertThat(world.asked())
        .filteredOn(a -> a.state() == State.USED)
        .as("one validator comes, with two signatures")
        .hasSize(2);
  }

  private static void assertTurnedBack(World world, String why) {
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.operations())
        .filteredOn(o -> o.state() == Operation.State.FAILED)
        .singleElement()
        .satisfies(o -> assertThat(o.message()).contains(why));
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(world.network().spec().nodes()).containsEntry("validator", 4);
    assertThat(validators(world)).hasSize(4);
    assertThat(world.network().made().roster().moves()).isFalse();
    assertThat(world.asked()).noneMatch(a -> a.state() == State.PENDING);
  }

  private static List<String> validators(World world) {
    return world.cities.stream()
        .flatMap(city -> city.open().observe(world.network).workloads().stream())
        .map(ObservedWorkload::name)
        .map(Object::toString)
        .filter(name -> name.startsWith("validator-"))
        .toList();
  }
}
