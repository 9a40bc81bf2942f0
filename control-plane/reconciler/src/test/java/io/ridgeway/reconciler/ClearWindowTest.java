package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Weekly;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkState.Degraded;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a window may be opened at a host, and who opens it. */
class ClearWindowTest {
  @Test
  void noWindowIsOpenedAtAHostThatIsNotWhole() {
    // Given one whose nodes have just been started again, and that somebody left meanwhile
    World world = ClearTest.waiting(1);
    NetworkId late = ClearTest.guest(world, "late");
    Operation first = world.desks.windows().open(ClearTest.OPERATOR, world.network);
    Reconciler reconciler = world.reconciler();
    reconciler.reconcile(world.network);
    world.clock.advance(Duration.ofSeconds(1));
    world.delete(late);
    world.converge(reconciler, late);
    world.converge(reconciler);
    assertThat(world.network().state()).isEqualTo(new Degraded());
    // When, Then
    assertThatThrownBy(() -> world.desks.windows().open(ClearTest.OPERATOR, world.network))
        .hasMessageContaining("open it once the network is Ready")
        .extracting(e -> ((Refusal) e).type())
        .isEqualTo(ProblemType.CONFLICT);
    assertThat(world.operation().id()).isEqualTo(first.id());
    // When
    world.run(reconciler, Duration.ofMinutes(1));
    world.desks.windows().open(ClearTest.OPERATOR, world.network);
    world.converge(reconciler);
    // Then
    assertThat(ClearTest.hosting(world).waiting()).isEmpty();
  }

  @Test
  void noWindowIsOpenedForNothingTwiceOrByNobody() {
    // Given
    World world = ClearTest.waiting(1);
    // When, Then
    assertThatThrownBy(() -> world.desks.windows().open(world.admin, world.network))
        .isInstanceOf(Refusal.class);
    world.desks.windows().open(ClearTest.OPERATOR, world.network);
    assertThatThrownBy(() -> world.desks.windows().open(ClearTest.OPERATOR, world.network))
        .hasMessageContaining("(WINDOW) is under way");
    world.converge(world.reconciler());
    assertThatThrownBy(() -> world.desks.windows().open(ClearTest.OPERATOR, world.network))
        .hasMessageContaining("Nothing waits to be removed")
        .extracting(e -> ((Refusal) e).type())
        .isEqualTo(ProblemType.CONFLICT);
    ClearTest.clearing(world).obstacle = "Its peers keep their state elsewhere.";
    assertThatThrownBy(() -> world.desks.windows().open(ClearTest.OPERATOR, world.network))
        .hasMessageContaining("Its peers keep their state elsewhere.");
    assertThatThrownBy(
            () -> world.desks.windows().schedule(ClearTest.OPERATOR, world.network, weekly(world)))
        .hasMessageContaining("Its peers keep their state elsewhere.");
  }

  @Test
  void aWindowIsOpenedOnceAtItsTimeIfSomethingWaits() {
    // Given
    World world = ClearTest.waiting(1);
    Reconciler reconciler = world.reconciler();
    world.desks.windows().schedule(ClearTest.OPERATOR, world.network, weekly(world));
    assertThat(ClearTest.hosting(world).hosting().window()).isEqualTo(weekly(world));
    // When, Then
    assertThat(world.desks.windows().openDue()).as("not before its time").isZero();
    world.clock.advance(Duration.ofMinutes(61));
    assertThat(world.desks.windows().openDue()).isOne();
    assertThat(world.desks.windows().openDue()).as("it is under way").isZero();
    world.converge(reconciler);
    ClearTest.assertIsCleared(world);
    // When another one waits
    NetworkId late = ClearTest.guest(world, "late");
    world.delete(late);
    world.converge(reconciler, late);
    // Then
    assertThat(world.desks.windows().openDue()).as("once each time").isZero();
    // When
    world.clock.advance(Duration.ofDays(7));
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(world.desks.windows().openDue()).isOne();
    world.converge(reconciler);
    assertThat(ClearTest.hosting(world).waiting()).isEmpty();
    // When
    world.desks.windows().schedule(ClearTest.OPERATOR, world.network, Optional.empty());
    // Then
    assertThat(ClearTest.hosting(world).hosting()).isEqualTo(new Hosting(3, true));
  }

  private static Optional<Weekly> weekly(World world) {
    LocalTime at = world.clock.instant().atZone(ZoneOffset.UTC).toLocalTime();
    return ClearTest.hosting(world)
        .hosting()
        .window()
        .or(
            () ->
                Optional.of(new Weekly(DayOfWeek.SATURDAY, at.plusHours(1), ZoneId.of("UTC"), 60)));
  }
}
