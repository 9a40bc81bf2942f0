package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.kubernetes.FaultyApiServer;
import io.ridgeway.adapter.kubernetes.FaultyApiServer.Fault;
import io.ridgeway.adapter.kubernetes.NetworkObjects;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.cluster.StandInMachine;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import io.ridgeway.reconciler.Faults.Death;
import io.ridgeway.reconciler.Faults.Milestone;
import io.ridgeway.reconciler.city.CityNodeAdapters;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The process dies before and after its external writes while a network is made and removed at an
 * API server, and to a write of each what networks and servers do is done: another process on the
 * same store gets there as if nothing had been. Some points are sampled; {@code -Pfull} takes all:
 * 75 points and 7 faults at each of 30 writes, which took 22 minutes on two busy cores.
 *
 * <p>A removal waits for the namespace for seconds, in hundreds of passes that do nothing; of those
 * it dies in the first of each kind only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesCrashIT {
  private final KubeCluster cluster = KubeCluster.apiOnly();
  private final NetworkObjects objects = new NetworkObjects(cluster);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private FaultyApiServer server;
  private StandInMachine machine;
  private Undisturbed expected;

  /** What comes out, and what is passed, when nothing happens. */
  private record Undisturbed(
      List<String> creating,
      List<Milestone> deleting,
      int writesCreating,
      int writesDeleting,
      List<String> objects) {}

  @BeforeAll
  void begin() throws IOException {
    server = new FaultyApiServer(cluster.client().getConfiguration());
    machine = StandInMachine.in(cluster, "stand-in");
    // The first one makes what all share, and so has more to write than others.
    undisturbed();
    expected = undisturbed();
  }

  @AfterAll
  void end() {
    machine.close();
    server.close();
    threads.shutdownNow();
  }

  private ClusterWorld world() {
    return new ClusterWorld(server.kubeconfig(), Clock.systemUTC());
  }

  private Undisturbed undisturbed() {
    ClusterWorld world = world();
    Faults creating = Faults.none();
    Faults deleting = Faults.none();
    server.writes();
    run(world, creating);
    int writes = server.writes().size();
    List<String> there = objects.of(world.network);
    world.delete();
    run(world, deleting);
    assertThat(objects.of(world.network)).containsExactly("ConfigMap/fence-N");
    return new Undisturbed(
        creating.passed, List.copyOf(deleting.milestones), writes, server.writes().size(), there);
  }

  /** A process of its own: it ends by what {@code faults} do, or when all is at rest. */
  private void run(ClusterWorld world, FaultPort faults) {
    try (CityNodeAdapters adapters = world.adapters(threads)) {
      world.converge(world.reconciler(faults, adapters));
    }
  }

  @Test
  void itGetsThereFromSomePoints() {
    // Given
    List<Integer> creating = firstOf(FaultPort.RESERVE, FaultPort.APPLY);
    List<Milestone> deleting =
        List.of(removal("before " + FaultPort.REMOVE), removal("after " + FaultPort.REMOVE));
    Fault[] faults = Fault.values();
    int turn = 0;
    // When, Then
    for (int point : creating) {
      assertThat(creates(Faults.deathAt(point), faults[turn], turn * 3))
          .isEqualTo(new Met(true, true));
      turn++;
    }
    for (Milestone point : deleting) {
      assertThat(deletes(Faults.deathAt(point), faults[turn], turn - creating.size()))
          .isEqualTo(new Met(true, true));
      turn++;
    }
    assertThat(turn).as("kinds of faults are left").isLessThan(faults.length);
    for (; turn < faults.length; turn++) {
      assertThat(creates(Faults.none(), faults[turn], turn + 1)).isEqualTo(new Met(false, true));
    }
  }

  @Test
  @Tag("left-to-full")
  void itGetsThereFromEveryPointAndAfterEveryFault() {
    Fault[] faults = Fault.values();
    int points = expected.creating().size() + expected.deleting().size();
    int deaths = 0;
    for (int point = 0; point < expected.creating().size(); point++) {
      Fault fault = faults[point % faults.length];
      deaths +=
          creates(Faults.deathAt(point), fault, point % expected.writesCreating()).death() ? 1 : 0;
    }
    for (int point = 0; point < expected.deleting().size(); point++) {
      Fault fault = faults[point % faults.length];
      Faults death = Faults.deathAt(expected.deleting().get(point));
      deaths += deletes(death, fault, point % expected.writesDeleting()).death() ? 1 : 0;
    }
    // What is passed while something is waited for differs a little.
    assertThat(deaths).isGreaterThan(points * 3 / 4);
    int met = 0;
    for (Fault fault : faults) {
      for (int write = 0; write < expected.writesCreating(); write++) {
        met += creates(Faults.none(), fault, write).fault() ? 1 : 0;
      }
      for (int write = 0; write < expected.writesDeleting(); write++) {
        met += deletes(Faults.none(), fault, write).fault() ? 1 : 0;
      }
    }
    // How often a new quota must be waited for, and pods are looked at, differs a little.
    int writes = expected.writesCreating() + expected.writesDeleting();
    assertThat(met).isGreaterThan(faults.length * writes * 3 / 4);
  }

  /** What of what was to happen did. */
  private record Met(boolean death, boolean fault) {}

  /** The points of a creation right before and right after the first of each write. */
  private List<Integer> firstOf(String... writes) {
    List<Integer> points = new ArrayList<>();
    for (String write : writes) {
      points.add(expected.creating().indexOf("before " + write));
      points.add(expected.creating().indexOf("after " + write));
    }
    assertThat(points).doesNotContain(-1);
    return points;
  }

  /** When a removal is first there. */
  private Milestone removal(String point) {
    return expected.deleting().stream()
        .filter(m -> m.point().equals(point))
        .findFirst()
        .orElseThrow();
  }

  private Met creates(Faults death, Fault fault, int write) {
    ClusterWorld world = world();
    String what = "creation, " + death + ", " + fault + " at write " + write;
    Met met = endAndGoOn(world, death, fault, write);
    stands(world, what);
    objects.remove(world.network);
    return met;
  }

  private Met deletes(Faults death, Fault fault, int write) {
    ClusterWorld world = world();
    run(world, FaultPort.NONE);
    world.delete();
    String what = "deletion, " + death + ", " + fault + " at write " + write;
    Met met = endAndGoOn(world, death, fault, write);
    isGone(world, what);
    return met;
  }

  /**
   * One process dies, unless all is at rest before; the next goes on. The write counts from the
   * first one's start.
   */
  private Met endAndGoOn(ClusterWorld world, Faults faults, Fault fault, int write) {
    server.inject(fault, write);
    boolean died = false;
    try {
      run(world, faults);
    } catch (Death death) {
      died = true;
      run(world, FaultPort.NONE);
    }
    Met met = new Met(died, server.happened());
    server.inject(fault, -1);
    return met;
  }

  /** Everything is there, once. */
  private void stands(ClusterWorld world, String what) {
    assertThat(world.network().state()).as(what).isInstanceOf(NetworkState.Ready.class);
    finishedOnce(world, Operation.Kind.CREATE, what);
    assertThat(objects.of(world.network)).as(what).isEqualTo(expected.objects());
    assertThat(world.store.asSystem(() -> world.store.custody.living(world.network)))
        .as(what)
        .extracting(ManagedKey::name)
        .containsExactlyInAnyOrder("rpc-1", "validator-1");
  }

  /** Nothing is there but the fence, and no second was counted twice. */
  private void isGone(ClusterWorld world, String what) {
    assertThat(world.network().state()).as(what).isInstanceOf(NetworkState.Deleted.class);
    finishedOnce(world, Operation.Kind.DELETE, what);
    assertThat(objects.of(world.network)).as(what).containsExactly("ConfigMap/fence-N");
    assertThat(world.store.asSystem(() -> world.store.custody.living(world.network)))
        .as(what)
        .isEmpty();
    Instant end = world.network().readyAt().orElseThrow();
    for (UsageRecord hour : nodeHours(world)) {
      assertThat(hour.from()).as(what).isEqualTo(end);
      end = hour.to();
    }
    assertThat(end).as(what).isEqualTo(world.network().removalAt().orElseThrow());
  }

  private static List<UsageRecord> nodeHours(ClusterWorld world) {
    return world
        .store
        .asSystem(() -> world.store.usage.of(world.network, Instant.EPOCH, Instant.MAX))
        .stream()
        .filter(r -> r.meter() == Meter.NODE_HOURS)
        .toList();
  }

  private static void finishedOnce(ClusterWorld world, Operation.Kind kind, String what) {
    assertThat(world.operations().stream().filter(o -> o.kind() == kind))
        .as(what)
        .singleElement()
        .satisfies(o -> assertThat(o.state()).isEqualTo(Operation.State.SUCCEEDED));
  }
}
