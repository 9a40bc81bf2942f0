package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.engine.backup.Backup.State;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A node begins with what was kept of another one, or without if that can't be. */
class RestoreTest {
  @Test
  void aNodeBeginsElsewhereWithABackupAndNothingOfThatIsLeftAtIt() {
    // Given
    World world = Backups.restoring();
    // When
    world.converge(world.reconciler());
    // Then
    Backups.assertRestored(world);
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
    assertThat(Backups.audit(world))
        .anyMatch(a -> a.contains("rpc-2 at " + Backups.elsewhere(world, Backups.NEW)));
  }

  @Test
  void aRestorationConvergesWhereverTheProcessDies() {
    assertThat(new Disturbed(Backups::restoring).byDeath(Backups::assertRestored))
        .contains(
            "before " + FaultPort.FILE,
            "after " + FaultPort.FILE,
            "before " + FaultPort.JOIN,
            "after " + FaultPort.DISCARD);
  }

  @Test
  void aDeletionThatIsAskedForAtAnyPointOfARestorationConverges() {
    assertThat(new Disturbed(Backups::restoring).byDeletion()).isGreaterThan(10);
  }

  @Test
  void aNodeWhoseBackupIsDamagedFetchesTheLedgerFromTheOthersInstead() {
    // Given
    World world = Backups.restoring();
    world.backupFiles.spoil(
        Backups.newest(world).id(), "state", content -> Arrays.copyOf(content, content.length - 1));
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
        .startsWith("rpc-2 begins without backup " + Backups.newest(world).id())
        .contains(why);
    assertThat(Backups.kept(world)).isEmpty();
    assertThat(world.network().made().holds(Backups.NEW)).isTrue();
    assertThat(world.store.asSystem(() -> world.store.backups.restoring(world.network))).isEmpty();
  }

  @Test
  void aNodeWhoseVolumeHasNoRoomForItsBackupBeginsWithoutIt() {
    // Given
    World world = Backups.restoring();
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
    World world = Backups.restoring();
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
    World world = Backups.restoring();
    Reconciler reconciler = world.reconciler();
    world.ledger.behind = "rpc-2";
    // When
    world.run(reconciler, Duration.ofMinutes(1));
    world.clock.advance(Duration.ofMinutes(110));
    world.run(reconciler, Duration.ofMinutes(1));
    // Then
    assertThat(world.ledger.restored).containsOnlyKeys(Backups.NEW);
    assertThat(Backups.kept(world)).isNotEmpty();
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
    World world = Backups.restoring();
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
    Backups.assertRestored(world);
    assertThat(world.operation().message()).isEmpty();
  }

  @Test
  void whatACrashLeftAtTheNodeIsNotTakenForTheBackupBySizeAlone() {
    // Given
    World world = Backups.restoring();
    Reconciler reconciler = world.reconciler();
    world.provider.failing.put("write", () -> new AdapterException.Unreachable("a crash", null));
    world.run(reconciler, Duration.ofSeconds(30));
    VolumePath state = new VolumePath(Backups.NEW, "data", "restored/content/state");
    CityNodeId at = Backups.elsewhere(world, Backups.NEW);
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
    assertThat(world.ledger.restored).containsOnlyKeys(Backups.NEW);
    assertThat(Backups.kept(world).get(state)).isEqualTo(FakeSnapshots.STATE);
  }

  @Test
  void whatDoesNotBelongTogetherIsNotRestored() {
    // Given
    World world = Backups.begun();
    world.converge(world.reconciler());
    BackupId backup = Backups.newest(world).id();
    var other = world.orders.network("two", List.of(World.NORTH, World.SOUTH));
    world.converge(world.reconciler(), other);
    // When, Then
    Backups.refused(
        ProblemType.CONFLICT,
        "what it holds is another ledger's",
        () ->
            world
                .desks
                .restores()
                .restore(
                    world.admin,
                    world.tenant,
                    other,
                    backup,
                    Backups.RPC,
                    Optional.of(World.SOUTH)));
    Backups.refused(
        ProblemType.INVALID,
        "validator-1 can't be restored from a backup. A validator votes.",
        () -> Backups.restore(world, backup, "validator-1", World.SOUTH));
    Backups.refused(
        ProblemType.INVALID,
        "doesn't name city node east",
        () -> Backups.restore(world, backup, "rpc-1", new CityNodeId("east")));
    Backups.refused(
        ProblemType.NOT_FOUND,
        "no backup",
        () -> Backups.restore(world, BackupId.next(), "rpc-1", World.SOUTH));
    assertThat(world.network().made().roster().moves()).isFalse();
  }

  @Test
  void whatIsRestoredFromIsNotDeletedMeanwhile() {
    // Given
    World world = Backups.restoring();
    BackupId backup = Backups.newest(world).id();
    // When, Then
    Backups.refused(
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
    assertThat(Backups.newest(world).state()).isEqualTo(State.DELETED);
  }
}
