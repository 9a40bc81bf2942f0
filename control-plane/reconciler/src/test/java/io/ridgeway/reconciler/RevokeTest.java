package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.Operation;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The ledger is told which certificates aren't good any more. */
class RevokeTest {
  private final World world = World.ofChannel().created();
  private final Reconciler reconciler = world.reconciler();

  private void revoke() {
    world.store.runInTenant(
        world.tenant,
        () ->
            world.store.operations.insert(
                Operation.begun(
                    world.tenant, world.network, Operation.Kind.REVOKE, world.clock.instant())));
  }

  @Test
  void itIsDoneOnceTheLedgerWasTold() {
    // Given
    int joins = world.channel.joins;

    // When
    revoke();
    world.converge(reconciler);

    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.channel.joins).isGreaterThan(joins);
  }

  @Test
  void whatTheLedgerDoesNotTakeEndsSoThatOtherThingsCanBeDone() {
    // Given
    world.channel.trouble =
        () -> new LedgerException.Refused(403, "beta may not", Optional.empty());
    revoke();

    // When
    world.run(reconciler, Duration.ofMinutes(20));

    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.RUNNING);

    // When
    world.run(reconciler, Duration.ofMinutes(15));

    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.operation().message())
        .contains("30 minutes")
        .contains("The ledger refuses: beta may not");
    assertThat(world.network().state()).isInstanceOf(Ready.class);

    // When
    world.channel.trouble = null;
    revoke();
    world.converge(reconciler);

    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
  }
}
