package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NetworkState.Degraded;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NetworkState.Unknown;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.reconciler.city.CallLimits;
import io.ridgeway.reconciler.city.CityNodeAdapters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Four validators at four city nodes, of which one is lost. */
class SiteLossTest {
  private static final List<CityNodeId> FOUR =
      Stream.of("east", "north", "south", "west").map(CityNodeId::new).toList();
  private static final CityNodeId LOST = FOUR.get(3);

  private final World world = new World(FOUR).created();
  private final Reconciler reconciler = world.reconciler();

  @Test
  void theNetworkGoesOnWithoutACityNodeThatCannotBeHeardAndSaysSinceWhen() {
    // Given
    var placement = world.network().made().placement().orElseThrow();
    assertThat(placement.survivesSiteLoss()).isTrue();
    long height = world.network().height();
    world.ledger.silent.add(LOST);
    Instant lost = world.clock.instant();

    // When
    world.provider.cut.add(LOST);
    world.run(reconciler, Duration.ofMinutes(3));

    // Then
    assertThat(world.network().state())
        .isInstanceOfSatisfying(
            Unknown.class,
            u -> assertThat(u.since()).isBetween(lost, lost.plus(Duration.ofSeconds(10))));
    assertThat(world.network().height()).isGreaterThan(height + 150);
    assertThat(world.condition(Type.PROGRESSING).status()).isEqualTo(Status.TRUE);
    assertThat(world.condition(Type.NODES_READY).status()).isEqualTo(Status.UNKNOWN);
    assertThat(world.network().made().placement()).contains(placement);

    // When: it can be heard again
    world.provider.cut.clear();
    world.ledger.silent.clear();
    world.run(reconciler, Duration.ofSeconds(30));

    // Then
    assertThat(world.network().state()).isEqualTo(new Ready());
    assertThat(world.network().made().placement()).contains(placement);
  }

  @Test
  void aCityNodeThatIsHeardAndHasLostItsNodeMakesTheNetworkDegraded() {
    // Given: it says that its program doesn't run
    NodeName node =
        world.network().nodes().stream()
            .filter(n -> n.cityNode().equals(LOST))
            .findFirst()
            .orElseThrow()
            .name();
    long height = world.network().height();

    // When
    for (int second = 0; second < 30; second++) {
      if (runs(node)) {
        world.cities.get(3).kill(world.network, node);
      }
      reconciler.reconcile(world.network);
      world.clock.advance(Duration.ofSeconds(1));
    }

    // Then
    assertThat(world.network().state()).isEqualTo(new Degraded());
    assertThat(world.network().height()).isGreaterThan(height + 20);
  }

  @Test
  void aCityNodeThatHangsHoldsUpNoPassOfANetworkElsewhere() throws Exception {
    // Given: more networks at the one that hangs than there are workers
    List<NetworkId> stuck =
        Stream.of("a", "b", "c", "d").map(n -> world.orders.network(n, List.of(LOST))).toList();
    NetworkId elsewhere = world.orders.network("elsewhere", List.of(FOUR.get(0)));
    CallLimits limits =
        new CallLimits(Duration.ofMillis(400), 1, Duration.ofMillis(20), Duration.ofMinutes(5));
    ExecutorService threads = Executors.newCachedThreadPool();
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try (CityNodeAdapters adapters = world.adapters(threads, limits)) {
      Reconciler patient = world.reconciler(FaultPort.NONE, adapters);
      world.provider.hanging.add(LOST);

      // When
      List<Future<Next>> passes =
          stuck.stream().map(n -> workers.submit(() -> patient.reconcile(n))).toList();
      long begun = System.nanoTime();
      Next next = workers.submit(() -> patient.reconcile(elsewhere)).get(10, TimeUnit.SECONDS);

      // Then: it waited for one deadline at most, behind two workers
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
      assertThat(next).isInstanceOf(Next.Again.class);
      assertThat(placed(elsewhere)).isTrue();
      for (Future<Next> pass : passes) {
        assertThat(pass.get(10, TimeUnit.SECONDS)).isInstanceOf(Next.Again.class);
      }

      // When: it comes back
      world.provider.hanging.clear();
      world.provider.released.countDown();
      Thread.sleep(200);
      patient.reconcile(stuck.get(0));

      // Then
      assertThat(placed(stuck.get(0))).isTrue();
    } finally {
      world.provider.released.countDown();
      workers.shutdownNow();
      threads.shutdownNow();
    }
  }

  private boolean placed(NetworkId id) {
    return world.store.asSystem(() -> world.store.networks.get(id)).made().addresses().isPresent();
  }

  private boolean runs(NodeName node) {
    return world.cities.get(3).open().observe(world.network).find(node).stream()
        .anyMatch(w -> w.phase() == io.ridgeway.adapter.Observation.Phase.RUNNING);
  }
}
