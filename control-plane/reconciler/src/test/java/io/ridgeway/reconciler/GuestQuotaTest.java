package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.VolumePath;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much of what was ordered for a guest its ledger takes on its host's nodes. */
class GuestQuotaTest {
  private static final long GIB = 1L << 30;

  /** A little over 1 % of a GiB. */
  private static final int PART = 11 << 20;

  private final World world = World.ofChannel();
  private final Reconciler reconciler = world.reconciler();
  private NetworkId guest;

  @BeforeEach
  void aGuestThatOrderedAGib() {
    world.created();
    world.clearing();
    world.orders.guestGib = 1;
    Actor operator = new Actor(new UserId("olga"), "olga", Set.of(RealmRole.OPERATOR));
    world.desks.hosting().set(operator, world.network, new Hosting(1, true));
    guest = world.orders.guest("guest", Map.of());
    world.converge(reconciler, guest);
  }

  @Test
  void itSaysHowMuchTheNodeHasThatHasMost() {
    // Given
    holds("validator-1", 1);
    holds("validator-2", 3);

    // Then
    assertThat(afterAWhile(reconciler))
        .extracting(Condition::status, Condition::reason, Condition::message)
        .containsExactly(
            Status.TRUE, "LedgerTaken", "Its ledger takes 3 % of the 1 GiB that were ordered.");
    assertThat(world.network(guest).isLedgerFull()).isFalse();
  }

  @Test
  void itWarnsAtEightyPerCentAndIsFullAtAHundred() {
    assertThat(said(2, 2 * GIB / 100 * 80 - (1 << 20))).isEqualTo("LedgerTaken TRUE");
    assertThat(said(2, 2 * GIB / 100 * 80)).isEqualTo("LedgerNearlyFull TRUE");
    assertThat(said(2, 2 * GIB - (1 << 25))).isEqualTo("LedgerNearlyFull TRUE");
    assertThat(said(2, 2 * GIB)).isEqualTo("LedgerFull FALSE");
    assertThat(said(65_536, 65_536 * GIB)).isEqualTo("LedgerFull FALSE");
    assertThat(said(1, 0)).isEqualTo("LedgerTaken TRUE");
  }

  @Test
  void whatIsFullStaysSoWhileItCannotBeLookedAt() {
    // Given
    Condition full = Occupancy.said(1, GIB, world.clock.instant());
    world.store.runAsSystem(
        () -> {
          Network now = world.store.networks.get(guest);
          world.store.networks.keep(now.seen(now.nodes(), List.of(full), now.height()));
        });
    assertThat(world.network(guest).isLedgerFull()).isTrue();

    // When another process comes, which doesn't hear its host's city nodes
    world.provider.cut.add(World.NORTH);
    world.provider.cut.add(World.SOUTH);
    Reconciler next = world.reconciler();
    next.reconcile(guest);
    // Then
    assertThat(world.network(guest).isLedgerFull()).isTrue();

    // When they are heard, and hold less
    world.provider.cut.clear();
    holds("validator-1", 1);
    // Then
    assertThat(afterAWhile(next).reason()).isEqualTo("LedgerTaken");
    assertThat(world.network(guest).isLedgerFull()).isFalse();
    assertThat(world.network(guest).state()).isEqualTo(new Ready());
  }

  @Test
  void whatIsTakenIsOfWhatIsOrderedByNow() {
    // Given
    holds("validator-1", 3);
    assertThat(afterAWhile(reconciler).message()).contains("3 % of the 1 GiB");

    // When
    world.change(
        guest,
        spec ->
            spec.becoming(
                spec.framework(), spec.nodes(), spec.parameters(), spec.cityNodes(), 10, 3));
    world.converge(reconciler, guest);

    // Then at once
    assertThat(world.network(guest).state()).isEqualTo(new Ready());
    assertThat(
            Conditions.find(world.network(guest).conditions(), Type.STORAGE_AMPLE)
                .orElseThrow()
                .message())
        .isEqualTo("Its ledger takes 1 % of the 3 GiB that were ordered.");
  }

  @Test
  void whatNoFilesTellIsNotLimited() {
    // Given a framework whose files tell nothing, and another guest
    world.pack.hosting.clearing = null;
    Actor operator = new Actor(new UserId("olga"), "olga", Set.of(RealmRole.OPERATOR));
    world.desks.hosting().set(operator, world.network, new Hosting(2, true));
    guest = world.orders.guest("other", Map.of());
    world.converge(reconciler, guest);

    // Then
    assertThat(afterAWhile(reconciler).reason()).isEqualTo("Ample");
  }

  private static String said(int gib, long bytes) {
    Condition said = Occupancy.said(gib, bytes, Instant.EPOCH);
    return said.reason() + " " + said.status();
  }

  private Condition afterAWhile(Reconciler by) {
    for (int i = 0; i < 10; i++) {
      world.clock.advance(Duration.ofMinutes(1));
      by.reconcile(guest);
    }
    return Conditions.find(world.network(guest).conditions(), Type.STORAGE_AMPLE).orElseThrow();
  }

  /** In the node's volume, where blocks are; wherever the node is. */
  private void holds(String node, int parts) {
    VolumePath file =
        new VolumePath(new NodeName(node), "data", "chains/" + guest + "/blockfile_000000");
    world.cities.forEach(city -> city.keep(world.network, file, new byte[parts * PART]));
  }
}
