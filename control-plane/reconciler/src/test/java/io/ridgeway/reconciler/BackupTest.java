package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backup.State;
import io.ridgeway.engine.backup.BackupTerms;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A node is backed up, and another one begins with what was kept. */
class BackupTest {
  private static final NodeName RPC = new NodeName("rpc-1");
  private static final NodeName NEW = new NodeName("rpc-2");

  @Test
  void aNodeIsBackedUpWithItsSumsAndNothingIsLeftAtIt() {
    // Given
    World world = new World().ofSnapshots().created();
    // When
    Backup asked =
        world.desks.backups(world.backupTerms).take(world.admin, world.tenant, world.network, RPC);
    world.converge(world.reconciler());
    // Then
    assertThat(asked.state()).isEqualTo(State.TAKING);
    assertKept(world);
    Backup kept = newest(world);
    assertThat(kept.content().orElseThrow().ledger()).isEqualTo("one");
    assertThat(kept.content().orElseThrow().height()).isEqualTo(FakeSnapshots.HEIGHT);
    assertThat(kept.content().orElseThrow().sha256()).hasSize(64);
    assertThat(world.operation().steps())
        .extracting(Operation.Step::name)
        .containsExactly("snapshot", "store", "tidy");
    assertThat(world.snapshots().taken).isEqualTo(1);
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(audit(world)).anyMatch(a -> a.contains("Asked for backup " + kept.id()));
  }

  @Test
  void aBackupConvergesWhereverTheProcessDies() {
    assertThat(new Disturbed(BackupTest::begun).byDeath(BackupTest::assertKept))
        .contains(
            "after " + FaultPort.SNAPSHOT,
            "before " + FaultPort.STORE,
            "after " + FaultPort.STORE,
            "before " + FaultPort.KEEP,
            "after " + FaultPort.DISCARD);
  }

  @Test
  void aDeletionThatIsAskedForAtAnyPointOfABackupConverges() {
    assertThat(new Disturbed(BackupTest::begun).byDeletion()).isPositive();
  }

  @Test
  void whatCannotBeBackedUpIsRefusedWithTheReasonAndNothingIsKept() {
    // Given
    World world = new World().ofSnapshots().created();
    // When, Then
    refused(
        ProblemType.INVALID,
        "validator-1 can't be backed up. A validator votes.",
        () -> take(world, "validator-1"));
    refused(ProblemType.INVALID, "no node rpc-7", () -> take(world, "rpc-7"));
    world.backupTerms = BackupTerms.NONE;
    refused(ProblemType.CONFLICT, "No backups are kept here", () -> take(world, "rpc-1"));
    world.backupTerms = new BackupTerms(true, Duration.ofDays(1), 0, 1);
    refused(ProblemType.CONFLICT, "Delete one first", () -> take(world, "rpc-1"));
    assertThat(all(world)).isEmpty();
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.CREATE);
  }

  @Test
  void whatIsNotWhatTheNodeSaysFailsAndIsNoBackup() {
    // Given
    World world = new World().ofSnapshots().created();
    world.snapshots().sum = "00".repeat(32);
    // When
    take(world, "rpc-1");
    world.run(world.reconciler(), Duration.ofMinutes(1));
    // Then
    assertFailed(world, "File state isn't what the node says it is.");
    assertThat(kept(world)).as("snapshots at nodes").isEmpty();
    // When
    world.snapshots().refused = true;
    take(world, "rpc-1");
    world.run(world.reconciler(), Duration.ofMinutes(1));
    // Then
    assertFailed(world, "The node makes no snapshot: not today");
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(world.sweep().sweep()).isPositive();
    assertThat(world.backupFiles.all()).isEmpty();
  }

  private static void assertFailed(World world, String why) {
    assertThat(newest(world).state()).isEqualTo(State.FAILED);
    assertThat(newest(world).message()).isEqualTo(why);
    assertThat(newest(world).sealedKey()).isEmpty();
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.operation().message()).isEqualTo(why);
    refused(
        ProblemType.CONFLICT,
        "nothing can be restored from it",
        () -> restore(world, newest(world).id(), "rpc-1", World.SOUTH));
  }

  @Test
  void oneThatIsBeingTakenIsGivenUpWhenItIsDeleted() {
    // Given
    World world = begun();
    Reconciler reconciler = world.reconciler();
    reconciler.reconcile(world.network);
    // When
    world
        .desks
        .backups(world.backupTerms)
        .delete(world.admin, world.tenant, world.network, newest(world).id());
    world.converge(reconciler);
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUPERSEDED);
    assertThat(newest(world).state()).isEqualTo(State.DELETED);
    assertThat(newest(world).sealedKey()).isEmpty();
    world.sweep().sweep();
    assertThat(world.backupFiles.all()).isEmpty();
  }

  @Test
  void whatWasKeptLongEnoughAndWhatNoRowKnowsIsRemoved() {
    // Given
    World world = begun();
    world.converge(world.reconciler());
    BackupId kept = newest(world).id();
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
    assertThat(newest(world).state()).isEqualTo(State.DELETED);
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
  void aNodeBeginsElsewhereWithABackupAndNothingOfThatIsLeftAtIt() {
    // Given
    World world = restoring();
    // When
    world.converge(world.reconciler());
    // Then
    assertRestored(world);
    assertThat(world.operation().steps())
        .extracting(Operation.Step::name)
        .containsExactly(
            "place",
            "reserve-addresses",
            "issue-identities",
            "apply",
            "start",
            "restore",
            "join",
            "retire");
    assertThat(audit(world)).anyMatch(a -> a.contains("rpc-2 at " + elsewhere(world, NEW)));
  }

  @Test
  void aRestorationConvergesWhereverTheProcessDies() {
    assertThat(new Disturbed(BackupTest::restoring).byDeath(BackupTest::assertRestored))
        .contains(
            "before " + FaultPort.FILE,
            "after " + FaultPort.FILE,
            "before " + FaultPort.JOIN,
            "after " + FaultPort.DISCARD);
  }

  @Test
  void aDeletionThatIsAskedForAtAnyPointOfARestorationConverges() {
    assertThat(new Disturbed(BackupTest::restoring).byDeletion()).isGreaterThan(10);
  }

  @Test
  void aNodeWhoseBackupIsDamagedFetchesTheLedgerFromTheOthersInstead() {
    // Given
    World world = restoring();
    world.backupFiles.spoil(
        newest(world).id(), "state", content -> Arrays.copyOf(content, content.length - 1));
    // When
    world.converge(world.reconciler());
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.ledger.restored).isEmpty();
    assertGivenUp(world, "file state isn't what it was");
  }

  private static void assertGivenUp(World world, String why) {
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.operation().message())
        .startsWith("rpc-2 begins without backup " + newest(world).id())
        .contains(why);
    assertThat(kept(world)).isEmpty();
    assertThat(world.network().made().holds(NEW)).isTrue();
    assertThat(world.store.asSystem(() -> world.store.backups.restoring(world.network))).isEmpty();
  }

  @Test
  void aNodeWhoseVolumeHasNoRoomForItsBackupBeginsWithoutIt() {
    // Given
    World world = restoring();
    world.provider.failing.put("write", () -> new AdapterException.NoRoom("full"));
    // When
    world.converge(world.reconciler());
    // Then
    assertThat(world.ledger.restored).isEmpty();
    assertGivenUp(world, "no room");
  }

  @Test
  void aNodeWhoseCityNodeTakesNoFilesAnyMoreBeginsWithoutItsBackup() {
    // Given
    World world = restoring();
    for (String call : List.of("files", "write", "discard")) {
      world.provider.failing.put(call, () -> new AdapterException.Undeclared("no files"));
    }
    // When
    world.converge(world.reconciler());
    // Then
    assertGivenUp(world, "takes no files");
  }

  @Test
  void aNodeThatDoesNotTakeItsBackupInBeginsWithoutIt() {
    // Given
    World world = restoring();
    Reconciler reconciler = world.reconciler();
    world.ledger.behind = "rpc-2";
    // When
    world.run(reconciler, Duration.ofMinutes(1));
    world.clock.advance(Duration.ofMinutes(110));
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(world.ledger.restored).containsOnlyKeys(NEW);
    assertThat(kept(world)).isNotEmpty();
    // When
    world.clock.advance(Duration.ofMinutes(10));
    world.ledger.restored.clear();
    world.run(reconciler, Duration.ofMinutes(1));
    world.ledger.behind = "";
    world.converge(reconciler);
    // Then
    assertThat(world.ledger.restored).isEmpty();
    assertGivenUp(world, "didn't take that in within 2 h");
  }

  @Test
  void aStoreThatCannotBeReadIsWaitedFor() {
    // Given
    World world = restoring();
    Reconciler reconciler = world.reconciler();
    world.backupFiles.unreadable = true;
    // When
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(world.operation().message())
        .isEqualTo("The store of backups can't be read; the operator must see to it.");
    assertThat(world.ledger.restored).isEmpty();
    // When
    world.backupFiles.unreadable = false;
    world.converge(reconciler);
    // Then
    assertRestored(world);
    assertThat(world.operation().message()).isEmpty();
  }

  @Test
  void whatACrashLeftAtTheNodeIsNotTakenForTheBackupBySizeAlone() {
    // Given
    World world = restoring();
    Reconciler reconciler = world.reconciler();
    world.provider.failing.put("write", () -> new AdapterException.Unreachable("a crash", null));
    world.run(reconciler, Duration.ofSeconds(30));
    VolumePath state = new VolumePath(NEW, "data", "restored/content/state");
    CityNodeId at = elsewhere(world, NEW);
    world
        .provider
        .cities
        .cityNode(at)
        .keep(world.network, state, new byte[FakeSnapshots.STATE.length]);
    // When
    world.provider.failing.clear();
    world.ledger.behind = "rpc-2";
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(world.ledger.restored).containsOnlyKeys(NEW);
    assertThat(kept(world).get(state)).isEqualTo(FakeSnapshots.STATE);
  }

  @Test
  void aBackupAtACityNodeThatIsLostFailsAndHoldsTheNetworkUpNoLonger() {
    // Given
    World world = begun();
    Reconciler reconciler = world.reconciler();
    world.provider.cut.add(place(world));
    // When
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(newest(world).state()).isEqualTo(State.TAKING);
    // When
    world.clock.advance(Duration.ofMinutes(10));
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(newest(world).state()).isEqualTo(State.FAILED);
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
  }

  @Test
  void aCopyThatKeepsBreakingOffFailsAndLeavesNothing() {
    // Given
    World world = begun();
    Reconciler reconciler = world.reconciler();
    world.provider.failing.put("read", () -> new AdapterException.Unreachable("broken", null));
    // When
    world.run(reconciler, Duration.ofMinutes(1));
    world.clock.advance(Duration.ofHours(1));
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertFailed(world, "The node's snapshot couldn't be copied in time.");
    assertThat(world.backupFiles.all()).isEmpty();
    assertThat(kept(world)).isEmpty();
  }

  @Test
  void aBackupThatIsKeptIsThroughThoughItsCityNodeIsLost() {
    // Given
    World world = begun();
    Reconciler reconciler = world.reconciler();
    world.provider.failing.put("discard", () -> new AdapterException.Unreachable("slow", null));
    world.run(reconciler, Duration.ofMinutes(1));
    assertThat(newest(world).state()).isEqualTo(State.KEPT);
    assertThat(world.operation().finishedAt()).isEmpty();
    // When
    world.provider.cut.add(place(world));
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
  }

  @Test
  void onlySoManyCopiesAreMadeAtATime() {
    // Given
    World world = begun();
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
    assertKept(world);
    // When
    world.copies.drainPermits();
    restore(world, newest(world).id(), "rpc-1", elsewhere(world, RPC));
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(world.ledger.restored).isEmpty();
    // When
    world.copies.release(all);
    world.converge(reconciler);
    // Then
    assertRestored(world);
    assertThat(world.copies.availablePermits()).isEqualTo(all);
  }

  @Test
  void whatDoesNotBelongTogetherIsNotRestored() {
    // Given
    World world = begun();
    world.converge(world.reconciler());
    BackupId backup = newest(world).id();
    var other = world.orders.network("two", List.of(World.NORTH, World.SOUTH));
    world.converge(world.reconciler(), other);
    // When, Then
    refused(
        ProblemType.CONFLICT,
        "what it holds is another ledger's",
        () ->
            world
                .desks
                .restores()
                .restore(world.admin, world.tenant, other, backup, RPC, Optional.of(World.SOUTH)));
    refused(
        ProblemType.INVALID,
        "validator-1 can't be restored from a backup. A validator votes.",
        () -> restore(world, backup, "validator-1", World.SOUTH));
    refused(
        ProblemType.INVALID,
        "doesn't name city node east",
        () -> restore(world, backup, "rpc-1", new CityNodeId("east")));
    refused(
        ProblemType.NOT_FOUND,
        "no backup",
        () -> restore(world, BackupId.next(), "rpc-1", World.SOUTH));
    assertThat(world.network().made().roster().moves()).isFalse();
  }

  @Test
  void whereNoFilesAreHandedOverNothingIsBackedUpOrRestored() {
    // Given
    World world = begun();
    world.converge(world.reconciler());
    BackupId backup = newest(world).id();
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
    refused(ProblemType.CONFLICT, "hands no files of its nodes over", () -> take(world, "rpc-1"));
    refused(
        ProblemType.CONFLICT,
        "hands no files of its nodes over",
        () -> restore(world, backup, "rpc-1", World.SOUTH));
  }

  @Test
  void whatIsRestoredFromIsNotDeletedMeanwhile() {
    // Given
    World world = restoring();
    BackupId backup = newest(world).id();
    // When, Then
    refused(
        ProblemType.CONFLICT,
        "A node is being restored from backup",
        () ->
            world
                .desks
                .backups(world.backupTerms)
                .delete(world.admin, world.tenant, world.network, backup));
    // When
    world.converge(world.reconciler());
    world.desks.backups(world.backupTerms).delete(world.admin, world.tenant, world.network, backup);
    // Then
    assertThat(newest(world).state()).isEqualTo(State.DELETED);
  }

  private static World begun() {
    World world = new World().ofSnapshots().created();
    take(world, "rpc-1");
    return world;
  }

  private static World restoring() {
    World world = begun();
    world.converge(world.reconciler());
    restore(world, newest(world).id(), "rpc-1", elsewhere(world, RPC));
    return world;
  }

  private static void assertKept(World world) {
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

  private static void assertRestored(World world) {
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.REPLACE);
    assertThat(world.ledger.restored).containsOnlyKeys(NEW);
    assertThat(world.ledger.restored.get(NEW)).endsWith("/rpc-2/data/restored/content");
    assertThat(world.network().made().holds(NEW)).isTrue();
    assertThat(world.network().made().holds(RPC)).isFalse();
    assertThat(kept(world)).as("what was brought").isEmpty();
    assertThat(world.store.asSystem(() -> world.store.backups.restoring(world.network))).isEmpty();
  }

  /** The city node where that node isn't, by where it was or is placed. */
  private static CityNodeId elsewhere(World world, NodeName node) {
    CityNodeId at =
        world.network().made().placement().orElseThrow().nodes().getOrDefault(node, World.NORTH);
    return node.equals(NEW) ? at : at.equals(World.NORTH) ? World.SOUTH : World.NORTH;
  }

  /** The city node where the node is that is backed up. */
  private static CityNodeId place(World world) {
    return newest(world).cityNode();
  }

  private static Map<VolumePath, byte[]> kept(World world) {
    Map<VolumePath, byte[]> all = new HashMap<>();
    world.cities.forEach(c -> all.putAll(c.kept(world.network)));
    return all;
  }

  private static Backup newest(World world) {
    return all(world).get(0);
  }

  private static List<Backup> all(World world) {
    return world
        .desks
        .backups(world.backupTerms)
        .list(world.admin, world.tenant, world.network, Page.Request.first())
        .items();
  }

  private static List<String> audit(World world) {
    return world.store.asSystem(() -> world.store.audit.list(Page.Request.first())).items().stream()
        .map(AuditEvent::detail)
        .toList();
  }

  private static void take(World world, String node) {
    world
        .desks
        .backups(world.backupTerms)
        .take(world.admin, world.tenant, world.network, new NodeName(node));
  }

  private static void restore(World world, BackupId backup, String node, CityNodeId at) {
    world
        .desks
        .restores()
        .restore(
            world.admin, world.tenant, world.network, backup, new NodeName(node), Optional.of(at));
  }

  private static void refused(ProblemType type, String why, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.type()).isEqualTo(type);
              assertThat(r.detail()).contains(why);
            });
  }
}
