package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.network.NetworkState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two workers on one network, and workers that stall. */
class OverlapTest {

  @Test
  void aStalledWorkersApplyIsRefusedAndItsPassGivenUp() {
    // Given
    World world = new World();
    Reconciler second = world.reconciler();
    Faults stall = stallBefore(FaultPort.APPLY, () -> world.converge(second));
    // When
    Next next = world.reconciler(stall).reconcile(world.network);
    // Then
    assertThat(stall.happened()).isTrue();
    assertThat(stall.passed.get(stall.passed.size() - 1)).isEqualTo("before " + FaultPort.APPLY);
    assertThat(next).isInstanceOf(Next.Again.class);
    Checks.of(world).stands();
  }

  @Test
  void aStalledWorkersKeepIsRefusedAndItsPassGivenUp() {
    // Given
    World world = new World();
    Reconciler second = world.reconciler();
    Faults stall = stallBefore(FaultPort.KEEP, () -> world.converge(second));
    // When
    Next next = world.reconciler(stall).reconcile(world.network);
    // Then
    assertThat(stall.passed.get(stall.passed.size() - 1)).isEqualTo("before " + FaultPort.KEEP);
    assertThat(next).isInstanceOf(Next.Again.class);
    Checks.of(world).stands();
  }

  @Test
  void aStalledWorkersReservationsAreRefusedWhenTheNetworkIsGone() {
    // Given
    World world = new World();
    Reconciler second = world.reconciler();
    Faults stall =
        stallBefore(
            FaultPort.RESERVE,
            () -> {
              world.delete();
              world.converge(second);
              Checks.of(world).isGone();
            });
    // When
    world.reconciler(stall).reconcile(world.network);
    // Then
    assertThat(stall.passed).endsWith("before " + FaultPort.RESERVE);
    Checks.of(world).isGone();
  }

  @Test
  void aWorkerThatStallsAnywhereDoublesNothingThatAnotherMadeMeanwhile() {
    // Given
    int points = pointsOfACreation();
    for (int point = 0; point < points; point++) {
      World world = new World();
      Reconciler second = world.reconciler();
      Faults stall = Faults.at(point, outside(world, () -> world.converge(second)));
      // When
      world.converge(world.reconciler(stall));
      // Then
      assertThat(stall.happened()).isTrue();
      Checks.of(world).stands();
    }
  }

  @Test
  void aWorkerThatStallsAnywhereLeavesNothingThatAnotherRemovedMeanwhile() {
    // Given
    int points = pointsOfACreation();
    for (int point = 0; point < points; point++) {
      World world = new World();
      Reconciler second = world.reconciler();
      Runnable removal =
          () -> {
            world.delete();
            world.converge(second);
          };
      Faults stall = Faults.at(point, outside(world, removal));
      Reconciler first = world.reconciler(stall);
      // When
      world.converge(first);
      // Then
      if (world.operations().size() > 1) {
        Checks.of(world).isGone();
      } else {
        Checks.of(world).stands();
      }
    }
  }

  private static int pointsOfACreation() {
    Faults all = Faults.none();
    World world = new World();
    world.converge(world.reconciler(all));
    return all.passed.size();
  }

  /** Within a transaction nobody else gets on. */
  private static Runnable outside(World world, Runnable work) {
    return () -> {
      if (!world.store.inTransaction()) {
        work.run();
      }
    };
  }

  @Test
  void twoWorkersThatTakeTurnsConverge() {
    // Given
    World world = new World();
    List<Reconciler> workers = List.of(world.reconciler(), world.reconciler());
    // When
    for (int i = 0; i < 40; i++) {
      workers.get(i % 2).reconcile(world.network);
      world.clock.advance(Duration.ofMillis(600));
    }
    // Then
    Checks.of(world).stands();
    assertThat(world.network().fence()).isGreaterThan(30);
  }

  @Test
  void twoWorkersAtOnceConverge() throws Exception {
    // Given
    World world = new World();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<?>> workers = new ArrayList<>();
    // When
    try {
      for (int w = 0; w < 2; w++) {
        Reconciler reconciler = world.reconciler();
        workers.add(threads.submit(() -> untilReady(world, reconciler)));
      }
      for (Future<?> worker : workers) {
        worker.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    // Then
    world.run(world.reconciler(), Duration.ofMinutes(1));
    Checks.of(world).stands();
  }

  private static boolean untilReady(World world, Reconciler reconciler) {
    while (!(world.network().state() instanceof NetworkState.Ready)) {
      if (Thread.interrupted()) {
        throw new IllegalStateException("not ready in time: " + world.operations());
      }
      reconciler.reconcile(world.network);
      world.clock.advance(Duration.ofMillis(300));
    }
    return true;
  }

  /** Does {@code meanwhile} just before the first write of that name. */
  private static Faults stallBefore(String write, Runnable meanwhile) {
    Faults all = Faults.none();
    World other = new World();
    other.converge(other.reconciler(all));
    return Faults.at(all.passed.indexOf("before " + write), meanwhile);
  }
}
