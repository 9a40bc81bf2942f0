package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backup.State;
import io.ridgeway.engine.backup.BackupTerms;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node is backed up, and what was kept goes when it is time. */
class BackupTest {
  @Test
  void aNodeIsBackedUpWithItsSumsAndNothingIsLeftAtIt() {
    // Given
    World world = new World().ofSnapshots().created();
    // When
    Backup asked =
        world
            .desks
            .backups(world.backupTerms)
            .take(world.admin, world.tenant, world.network, Backups.RPC);
    world.converge(world.reconciler());
    // Then
    assertThat(asked.state()).isEqualTo(State.TAKING);
    Backups.assertKept(world);
    Backup kept = Backups.newest(world);
    assertThat(kept.content().orElseThrow().ledger()).isEqualTo("one");
    assertThat(kept.content().orElseThrow().height()).isEqualTo(FakeSnapshots.HEIGHT);
    assertThat(kept.content().orElseThrow().sha256()).hasSize(64);
    assertThat(world.operation().steps())
        .extracting(Operation.Step::name)
        .containsExactly("snapshot", "store", "tidy");
    assertThat(world.snapshots().taken).isEqualTo(1);
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(Backups.audit(world)).anyMatch(a -> a.contains("Asked for backup " + kept.id()));
  }

  @Test
  void aBackupConvergesWhereverTheProcessDies() {
    assertThat(new Disturbed(Backups::begun).byDeath(Backups::assertKept))
        .contains(
            "after " + FaultPort.SNAPSHOT,
            "before " + FaultPort.STORE,
            "after " + FaultPort.STORE,
            "before " + FaultPort.KEEP,
            "after " + FaultPort.DISCARD);
  }

  @Test
  void aDeletionThatIsAskedForAtAnyPointOfABackupConverges() {
    assertThat(new Disturbed(Backups::begun).byDeletion()).isPositive();
  }

  @Test
  void whatCannotBeBackedUpIsRefusedWithTheReasonAndNothingIsKept() {
    // Given
    World world = new World().ofSnapshots().created();
    // When, Then
    Backups.refused(
        ProblemType.INVALID,
        "validator-1 can't be backed up. A validator votes.",
        () -> Backups.take(world, "validator-1"));
    Backups.refused(ProblemType.INVALID, "no node rpc-7", () -> Backups.take(world, "rpc-7"));
    world.backupTerms = BackupTerms.NONE;
    Backups.refused(
        ProblemType.CONFLICT, "No backups are kept here", () -> Backups.take(world, "rpc-1"));
    world.backupTerms = new BackupTerms(true, Duration.ofDays(1), 0, 1);
    Backups.refused(ProblemType.CONFLICT, "Delete one first", () -> Backups.take(world, "rpc-1"));
    assertThat(Backups.all(world)).isEmpty();
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.CREATE);
  }

  @Test
  void whatIsNotWhatTheNodeSaysFailsAndIsNoBackup() {
    // Given
    World world = new World().ofSnapshots().created();
    world.snapshots().sum = "00".repeat(32);
    // When
    Backups.take(world, "rpc-1");
    world.run(world.reconciler(), Duration.ofMinutes(1));
    // Then
    assertFailed(world, "File state isn't what the node says it is.");
    assertThat(Backups.kept(world)).as("snapshots at nodes").isEmpty();
    // When
    world.snapshots().refused = true;
    Backups.take(world, "rpc-1");
    world.run(world.reconciler(), Duration.ofMinutes(1));
    // Then
    assertFailed(world, "The node makes no snapshot: not today");
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(world.sweep().sweep()).isPositive();
    assertThat(world.backupFiles.all()).isEmpty();
  }

  private static void assertFailed(World world, String why) {
    assertThat(Backups.newest(world).state()).isEqualTo(State.FAILED);
    assertThat(Backups.newest(world).message()).isEqualTo(why);
    assertThat(Backups.newest(world).sealedKey()).isEmpty();
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.operation().message()).isEqualTo(why);
    Backups.refused(
        ProblemType.CONFLICT,
        "nothing can be restored from it",
        () -> Backups.restore(world, Backups.newest(world).id(), "rpc-1", World.SOUTH));
  }

  @Test
  void oneThatIsBeingTakenIsGivenUpWhenItIsDeleted() {
    // Given
    World world = Backups.begun();
    Reconciler reconciler = world.reconciler();
    reconciler.reconcile(world.network);
    // When
    world
        .desks
        .backups(world.backupTerms)
        .delete(world.admin, world.tenant, world.network, Backups.newest(world).id());
    world.converge(reconciler);
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUPERSEDED);
    assertThat(Backups.newest(world).state()).isEqualTo(State.DELETED);
    assertThat(Backups.newest(world).sealedKey()).isEmpty();
    world.sweep().sweep();
    assertThat(world.backupFiles.all()).isEmpty();
  }

  @Test
  void whatWasKeptLongEnoughAndWhatNoRowKnowsIsRemoved() {
    // Given
    World world = Backups.begun();
    world.converge(world.reconciler());
    BackupId kept = Backups.newest(world).id();
    BackupId orphan = BackupId.next();
    close(world, orphan);
    BackupId stuck = BackupId.next();
    close(world, stuck);
    world.backupFiles.stuck.add(stuck);
    // When, Then
    assertThat(world.sweep().sweep()).isEqualTo(1);
    assertThat(world.backupFiles.all()).containsExactlyInAnyOrder(kept, stuck);
    world.backupFiles.stuck.clear();
    assertThat(world.sweep().sweep()).isEqualTo(1);
    assertThat(world.backupFiles.all()).containsExactly(kept);
    // When
    world.clock.advance(Duration.ofDays(30));
    // Then
    assertThat(world.sweep().sweep()).isEqualTo(1);
    assertThat(world.backupFiles.all()).isEmpty();
    assertThat(Backups.newest(world).state()).isEqualTo(State.DELETED);
    assertThat(world.sweep().sweep()).isZero();
  }

  private static void close(World world, BackupId orphan) {
    try (var file = world.backupFiles.create(orphan, "state")) {
      file.content().write(1);
      file.publish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aBackupAtACityNodeThatIsLostFailsAndHoldsTheNetworkUpNoLonger() {
    // Given
    World world = Backups.begun();
    Reconciler reconciler = world.reconciler();
    world.provider.cut.add(Backups.place(world));
    // When
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(Backups.newest(world).state()).isEqualTo(State.TAKING);
    // When
    world.clock.advance(Duration.ofMinutes(10));
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(Backups.newest(world).state()).isEqualTo(State.FAILED);
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
  }

  @Test
  void aCopyThatKeepsBreakingOffFailsAndLeavesNothing() {
    // Given
    World world = Backups.begun();
    Reconciler reconciler = world.reconciler();
    world.provider.failing.put("read", () -> new AdapterException.Unreachable("broken", null));
    // When
    world.run(reconciler, Duration.ofMinutes(1));
    world.clock.advance(Duration.ofHours(1));
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertFailed(world, "The node's snapshot couldn't be copied in time.");
    assertThat(world.backupFiles.all()).isEmpty();
    assertThat(Backups.kept(world)).isEmpty();
  }

  @Test
  void aBackupThatIsKeptIsThroughThoughItsCityNodeIsLost() {
    // Given
    World world = Backups.begun();
    Reconciler reconciler = world.reconciler();
    world.provider.failing.put("discard", () -> new AdapterException.Unreachable("slow", null));
    world.run(reconciler, Duration.ofMinutes(1));
    assertThat(Backups.newest(world).state()).isEqualTo(State.KEPT);
    assertThat(world.operation().finishedAt()).isEmpty();
    // When
    world.provider.cut.add(Backups.place(world));
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
  }

  @Test
  void onlySoManyCopiesAreMadeAtATime() {
    // Given
    World world = Backups.begun();
    Reconciler reconciler = world.reconciler();
    int all = world.copies.drainPermits();
    // When
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(world.operation().message()).isEqualTo("Waits until other copies are through.");
    // When
    world.copies.release(all);
    world.converge(reconciler);
    // Then
    Backups.assertKept(world);
    // When
    world.copies.drainPermits();
    Backups.restore(
        world, Backups.newest(world).id(), "rpc-1", Backups.elsewhere(world, Backups.RPC));
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(world.ledger.restored).isEmpty();
    // When
    world.copies.release(all);
    world.converge(reconciler);
    // Then
    Backups.assertRestored(world);
    assertThat(world.copies.availablePermits()).isEqualTo(all);
  }

  @Test
  void whereNoFilesAreHandedOverNothingIsBackedUpOrRestored() {
    // Given
    World world = Backups.begun();
    world.converge(world.reconciler());
    BackupId backup = Backups.newest(world).id();
    for (CityNodeId id : List.of(World.NORTH, World.SOUTH)) {
      world.store.runAsSystem(
          () -> {
            CityNodeEntry.Heard heard =
                world.store.cityNodes.find(id).orElseThrow().heard().orElseThrow();
            world.store.cityNodes.heard(
                id,
                new CityNodeEntry.Heard(
                    heard.capacity(), Set.of(FakePack.SOFTWARE), heard.at(), ""));
          });
    }
    // When, Then
    Backups.refused(
        ProblemType.CONFLICT,
        "hands no files of its nodes over",
        () -> Backups.take(world, "rpc-1"));
    Backups.refused(
        ProblemType.CONFLICT,
        "hands no files of its nodes over",
        () -> Backups.restore(world, backup, "rpc-1", World.SOUTH));
  }
}
