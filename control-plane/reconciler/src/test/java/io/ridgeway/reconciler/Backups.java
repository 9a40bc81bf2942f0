package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.VolumePath;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backup.State;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Worlds in which nodes are backed up and restored, and what is looked at there. */
final class Backups {
  static final NodeName RPC = new NodeName("rpc-1");
  static final NodeName NEW = new NodeName("rpc-2");

  private Backups() {}

  static World begun() {
    World world = new World().ofSnapshots().created();
    take(world, "rpc-1");
    return world;
  }

  static World restoring() {
    World world = begun();
    world.converge(world.reconciler());
    restore(world, newest(world).id(), "rpc-1", elsewhere(world, RPC));
    return world;
  }

  /** The city node where that node isn't, by where it was or is placed. */
  static CityNodeId elsewhere(World world, NodeName node) {
    CityNodeId at =
        world.network().made().placement().orElseThrow().nodes().getOrDefault(node, World.NORTH);
    return node.equals(NEW) ? at : at.equals(World.NORTH) ? World.SOUTH : World.NORTH;
  }

  /** The city node where the node is that is backed up. */
  static CityNodeId place(World world) {
    return newest(world).cityNode();
  }

  static Map<VolumePath, byte[]> kept(World world) {
    Map<VolumePath, byte[]> all = new HashMap<>();
    world.cities.forEach(c -> all.putAll(c.kept(world.network)));
    return all;
  }

  static Backup newest(World world) {
    return all(world).get(0);
  }

  static List<Backup> all(World world) {
    return world
        .desks
        .backups(world.backupTerms)
        .list(world.admin, world.tenant, world.network, Page.Request.first())
        .items();
  }

  static List<String> audit(World world) {
    return world.store.asSystem(() -> world.store.audit.list(Page.Request.first())).items().stream()
        .map(AuditEvent::detail)
        .toList();
  }

  static void take(World world, String node) {
    world
        .desks
        .backups(world.backupTerms)
        .take(world.admin, world.tenant, world.network, new NodeName(node));
  }

  static void restore(World world, BackupId backup, String node, CityNodeId at) {
    world
        .desks
        .restores()
        .restore(
            world.admin, world.tenant, world.network, backup, new NodeName(node), Optional.of(at));
  }

  static void refused(ProblemType type, String why, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.type()).isEqualTo(type);
              assertThat(r.detail()).contains(why);
            });
  }

  static void assertKept(World world) {
    Backup kept = newest(world);
    assertThat(kept.state()).isEqualTo(State.KEPT);
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.BACKUP);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(kept.content().orElseThrow().files())
        .extracting(Backup.Piece::name)
        .containsExactly("about", "state");
    assertThat(world.backupFiles.names(kept.id())).containsExactlyInAnyOrder("about", "state");
    assertThat(kept(world)).as("snapshots at nodes").isEmpty();
    assertThat(world.sweep().sweep()).as("orphans").isZero();
  }

  static void assertRestored(World world) {
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.REPLACE);
    assertThat(world.ledger.restored).containsOnlyKeys(NEW);
    assertThat(world.ledger.restored.get(NEW)).endsWith("/rpc-2/data/restored/content");
    assertThat(world.network().made().holds(NEW)).isTrue();
    assertThat(world.network().made().holds(RPC)).isFalse();
    assertThat(kept(world)).as("what was brought").isEmpty();
    assertThat(world.store.asSystem(() -> world.store.backups.restoring(world.network))).isEmpty();
  }
}
