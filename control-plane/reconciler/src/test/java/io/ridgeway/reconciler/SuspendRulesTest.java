package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NetworkState.Suspended;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which networks may be suspended and resumed, and by whom. */
class SuspendRulesTest {
  private static final Actor OPERATOR =
      new Actor(new UserId("olga"), "olga", Set.of(RealmRole.OPERATOR));

  @Test
  void whatCannotStandStillIsRefused() {
    // Given
    World world = new World();
    refused(world::suspend, ProblemType.ILLEGAL_TRANSITION, "Requested can't be suspended");
    world.created();
    // Then
    refused(world::resume, ProblemType.ILLEGAL_TRANSITION, "Ready can't be resumed");
    // When
    world.replace("rpc-1");
    // Then
    refused(world::suspend, ProblemType.CONFLICT, "(REPLACE) is under way");
    // When
    world.converge(world.reconciler());
    world.suspend();
    // Then
    refused(world::suspend, ProblemType.ILLEGAL_TRANSITION, "suspended already");
    world.converge(world.reconciler());
    refused(world::suspend, ProblemType.ILLEGAL_TRANSITION, "suspended already");
    refused(() -> world.replace("rpc-2"), ProblemType.ILLEGAL_TRANSITION, "resume it before");
  }

  @Test
  void whatAnOperatorSuspendedOnlyAnOperatorResumes() {
    // Given
    World world = SuspendTest.standing();
    Reconciler reconciler = world.reconciler();
    refused(
        () -> world.desks.suspensions().release(OPERATOR, world.network),
        ProblemType.ILLEGAL_TRANSITION,
        "Its tenant suspended");
    refused(
        () -> world.desks.suspensions().hold(OPERATOR, world.network, " "),
        ProblemType.INVALID,
        "Say why");
    // When
    world.desks.suspensions().hold(OPERATOR, world.network, "Order 7 of the court");
    world.converge(reconciler);
    // Then
    refused(world::resume, ProblemType.FORBIDDEN, "Order 7 of the court");
    refused(world::delete, ProblemType.FORBIDDEN, "Order 7 of the court");
    refused(
        () -> world.desks.suspensions().hold(OPERATOR, world.network, "again"),
        ProblemType.ILLEGAL_TRANSITION,
        "already");
    // When
    world.desks.suspensions().release(OPERATOR, world.network);
    world.desks.suspensions().hold(OPERATOR, world.network, "Not yet");
    // Then what was under way is taken back
    refused(world::resume, ProblemType.FORBIDDEN, "Not yet");
    // When
    world.desks.suspensions().release(OPERATOR, world.network);
    world.converge(reconciler);
    // Then
    SuspendTest.assertIsBack(world);
    assertThat(world.store.asSystem(() -> world.store.audit.list(Page.Request.first()).items()))
        .anyMatch(e -> e.action().equals("network.suspend") && e.detail().contains("Order 7"));
  }

  @Test
  void aHostStandsOnlyOnceItHasNoGuestsAndAGuestStandsByItself() {
    // Given
    World world = World.ofChannel().created();
    Reconciler reconciler = world.reconciler();
    world.desks.hosting().set(OPERATOR, world.network, new Hosting(1, true));
    NetworkId guest = world.orders.guest("guest", Map.of());
    world.converge(reconciler, guest);
    refused(world::suspend, ProblemType.CONFLICT, "Other networks live on the nodes");
    // When
    world.desks.suspensions().suspend(world.admin, world.network(guest).tenant(), guest);
    world.converge(reconciler, guest);
    // Then
    assertThat(world.network(guest).state()).isEqualTo(new Suspended());
    assertThat(SuspendTest.workloads(world)).allMatch(w -> w.phase() == Phase.RUNNING);
    // Then nobody is told that nodes stand still
    assertThat(world.network(guest).conditions())
        .extracting(Condition::message)
        .contains("Its calls are refused at the gateway while the network is suspended.")
        .noneMatch(message -> message.contains("stopped"));
    // When
    world.desks.suspensions().resume(world.admin, world.network(guest).tenant(), guest);
    world.converge(reconciler, guest);
    // Then
    assertThat(world.network(guest).state()).isEqualTo(new Ready());
    assertThat(world.network(guest).suspension()).isEmpty();
  }

  private static void refused(Runnable what, ProblemType type, String says) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.type()).isEqualTo(type);
              assertThat(
                      refusal.detail()
                          + refusal.violations().stream().map(v -> v.message()).toList())
                  .contains(says);
            });
  }
}
