package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.backup.ArchiveDesk;
import io.ridgeway.engine.backup.ArchiveDesk.Fetched;
import io.ridgeway.engine.backup.Backup.State;
import io.ridgeway.engine.backup.BackupTerms;
import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.model.UserId;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A ledger's history is archived, stretch by stretch. */
class HistoryTest {
  @Test
  void aStretchIsKeptAndFetchedAndTheNextGoesOnBehindIt() {
    // Given
    World world = new World().ofHistory().created();
    // When
    ChainArchive asked = take(world, 6);
    world.converge(world.reconciler());
    // Then
    assertThat(asked.state()).isEqualTo(State.TAKING);
    ChainArchive kept = newest(world);
    assertKept(world);
    assertThat(kept.message()).isEmpty();
    assertThat(fetched(world, kept)).isEqualTo(expected(world, 0, 6));
    assertThat(kept.whole().orElseThrow().bytes()).isEqualTo(expected(world, 0, 6).length());
    assertThat(kept.whole().orElseThrow().sha256()).isEqualTo(sum(expected(world, 0, 6)));
    assertThat(world.operation().steps())
        .extracting(Operation.Step::name)
        .containsExactly("archive");
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(audit(world))
        .anyMatch(a -> a.contains("Asked for archive " + kept.id() + " from block 0 on"))
        .anyMatch(a -> a.contains("Fetched archive " + kept.id()));
    // When
    take(world, 9);
    world.converge(world.reconciler());
    // Then
    assertThat(newest(world).from()).isEqualTo(7);
    assertThat(fetched(world, newest(world))).isEqualTo(expected(world, 7, 9));
    // When the last one is removed, then the one before it is gone on from
    delete(world, newest(world));
    assertThat(take(world, 8).from()).isEqualTo(7);
  }

  @Test
  void withoutAnEndItGoesToTheNewestBlock() {
    World world = new World().ofHistory().created();
    long height = world.network().height();
    desk(world).take(world.admin, world.tenant, world.network, OptionalLong.empty());
    world.converge(world.reconciler());
    assertThat(newest(world).whole().orElseThrow().to()).isEqualTo(height);
  }

  @Test
  void aLongOneIsKeptInParts() {
    // Given
    World world = begun();
    world.backupTerms = new BackupTerms(true, Duration.ofDays(1), 3, 1 << 30);
    world.history().filling = 3 << 20;
    // When
    world.converge(world.reconciler());
    // Then
    ChainArchive kept = newest(world);
    assertThat(kept.parts()).extracting(ChainArchive.Part::to).containsExactly(2L, 5L, 6L);
    assertThat(kept.bytes()).isGreaterThan(7 * (3L << 20));
    assertThat(kept.whole().orElseThrow().sha256()).isEqualTo(sum(expected(world, 0, 6)));
    assertThat(world.history().read).isEqualTo(7);
  }

  @Test
  void anArchiveConvergesWhereverTheProcessDiesAndHasEachBlockOnce() {
    assertThat(new Disturbed(HistoryTest::begun).byDeath(HistoryTest::assertKept))
        .contains(
            "before " + FaultPort.ARCHIVE,
            "after " + FaultPort.ARCHIVE,
            "before " + FaultPort.KEEP,
            "after " + FaultPort.KEEP);
  }

  @Test
  void whoWasOvertakenWhileItReadHarmsNothing() {
    // Given somebody who reads
    World world = begun();
    Reconciler slow = world.reconciler();
    world.history().meanwhile =
        () -> {
          // When another one takes over and carries it out, and the first one reads less
          world.converge(world.reconciler());
          assertKept(world);
          world.history().wrong = 5;
        };
    slow.reconcile(world.network);
    // Then
    assertThat(world.history().wrong).isEqualTo(5);
    assertKept(world);
  }

  @Test
  void aDeletionThatIsAskedForAtAnyPointConverges() {
    assertThat(new Disturbed(HistoryTest::begun).byDeletion()).isPositive();
  }

  @Test
  void itEndsBeforeWhatCannotBeProved() {
    // Given
    World world = begun();
    world.history().wrong = 4;
    // When
    world.converge(world.reconciler());
    // Then
    ChainArchive kept = newest(world);
    assertThat(kept.state()).isEqualTo(State.KEPT);
    assertThat(kept.message()).isEqualTo("It ends with block 3. block 4: it can't be proved");
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.operation().message()).isEqualTo(kept.message());
    assertThat(fetched(world, kept)).isEqualTo(expected(world, 0, 3));
    // When nothing of the next can be
    take(world, 6);
    world.run(world.reconciler(), Duration.ofMinutes(1));
    // Then
    assertThat(newest(world).state()).isEqualTo(State.FAILED);
    assertThat(newest(world).message()).isEqualTo("block 4: it can't be proved");
    assertThat(newest(world).sealedKey()).isEmpty();
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    refused(
        ProblemType.CONFLICT,
        "is FAILED; there is nothing to fetch",
        () -> fetch(world, newest(world)));
  }

  @Test
  void nodesThatAreAwayAreWaitedForButNotForEver() {
    // Given
    World world = begun();
    world.history().away = true;
    // When
    world.run(world.reconciler(), Duration.ofMinutes(5));
    // Then
    assertThat(newest(world).state()).isEqualTo(State.TAKING);
    // When
    world.history().away = false;
    world.converge(world.reconciler());
    assertKept(world);
    // Given
    take(world, 9);
    world.history().away = true;
    // When
    world.run(world.reconciler(), Duration.ofMinutes(20));
    // Then
    assertThat(newest(world).state()).isEqualTo(State.FAILED);
    assertThat(newest(world).message()).isEqualTo("No node answered in time.");
  }

  @Test
  void toWaitForAPlaceIsNotToBeStuck() {
    // Given
    World world = begun();
    Reconciler reconciler = world.reconciler();
    int all = world.copies.drainPermits();
    // When
    world.run(reconciler, Duration.ofHours(1));
    // Then
    assertThat(world.operation().message()).isEqualTo("Waits until other copies are through.");
    // When it has one, and no node answers
    world.copies.release(all);
    world.history().away = true;
    world.run(reconciler, Duration.ofMinutes(10));
    // Then
    assertThat(newest(world).state()).isEqualTo(State.TAKING);
    assertThat(world.operation().message()).isEqualTo("Waits for a node to answer.");
    // When it waits once more between
    world.copies.drainPermits();
    world.run(reconciler, Duration.ofMinutes(10));
    world.copies.release(all);
    world.run(reconciler, Duration.ofMinutes(10));
    // Then
    assertThat(newest(world).state()).isEqualTo(State.TAKING);
    // When
    world.history().away = false;
    world.converge(reconciler);
    // Then
    assertKept(world);
    assertThat(newest(world).stuckSince()).isEmpty();
    assertThat(world.copies.availablePermits()).isEqualTo(all);
  }

  @Test
  void whatCannotBeTakenIsRefusedWithTheReasonAndNothingIsKept() {
    World world = new World().created();
    refused(ProblemType.INVALID, "Its framework has no archives", () -> take(world, 1));
    world.ofHistory();
    refused(ProblemType.INVALID, "It must be from 0 to", () -> take(world, 1L << 40));
    refused(ProblemType.INVALID, "It must be from 0 to", () -> take(world, -1));
    BackupTerms terms = world.backupTerms;
    world.backupTerms = BackupTerms.NONE;
    refused(ProblemType.CONFLICT, "No archives are kept here", () -> take(world, 1));
    world.backupTerms = new BackupTerms(true, Duration.ofDays(1), 0, 1);
    refused(ProblemType.CONFLICT, "Fetch the oldest and remove it first", () -> take(world, 1));
    world.backupTerms = terms;
    assertThat(all(world)).isEmpty();
    long height = world.network().height();
    take(world, height);
    refused(ProblemType.CONFLICT, "is under way", () -> take(world, height));
    refused(
        ProblemType.CONFLICT,
        "is TAKING; there is nothing to fetch",
        () -> fetch(world, newest(world)));
    Actor stranger = new Actor(new UserId("eve"), "eve", Set.of());
    assertThatThrownBy(
            () -> desk(world).fetch(stranger, world.tenant, world.network, newest(world).id()))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void theStoreOfANetworkThatIsFullEndsIt() {
    World world = begun();
    world.backupTerms = new BackupTerms(true, Duration.ofDays(1), 3, 10 << 20);
    world.history().filling = 3 << 20;
    world.converge(world.reconciler());
    assertThat(newest(world).message())
        .isEqualTo(
            "It ends with block 5. The network's archives have as many bytes as may be kept.");
  }

  @Test
  void oneThatIsBeingTakenIsGivenUpWhenItIsDeleted() throws IOException {
    // Given
    World world = begun();
    // When
    delete(world, newest(world));
    world.converge(world.reconciler());
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUPERSEDED);
    assertThat(newest(world).state()).isEqualTo(State.DELETED);
    assertThat(newest(world).sealedKey()).isEmpty();
    world.sweep().sweep();
    assertThat(world.backupFiles.all()).isEmpty();
  }

  @Test
  void archivesStayUntilTheirNetworkGoes() throws IOException {
    // Given
    World world = begun();
    world.converge(world.reconciler());
    // When
    world.clock.advance(Duration.ofDays(400));
    // Then
    assertThat(world.sweep().sweep()).isZero();
    assertThat(world.backupFiles.all()).containsExactly(newest(world).id());
    // When
    world.delete();
    world.converge(world.reconciler());
    // Then
    assertThat(world.sweep().sweep()).isEqualTo(1);
    assertThat(world.backupFiles.all()).isEmpty();
  }

  static World begun() {
    World world = new World().ofHistory().created();
    take(world, 6);
    return world;
  }

  private static void assertKept(World world) {
    ChainArchive kept = newest(world);
    assertThat(kept.state()).isEqualTo(State.KEPT);
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.ARCHIVE);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(fetched(world, kept)).isEqualTo(expected(world, 0, 6));
    assertThat(world.backupFiles.names(kept.id()))
        .containsAll(kept.parts().stream().map(ChainArchive.Part::name).toList());
    assertThat(world.sweep().sweep()).as("orphans").isZero();
  }

  private static String expected(World world, long from, long to) {
    return "from "
        + from
        + "\n"
        + LongStream.rangeClosed(from, to)
            .mapToObj(world.history()::line)
            .collect(Collectors.joining())
        + "to "
        + to
        + " 0x"
        + to
        + ", "
        + (to - from + 1)
        + "\n";
  }

  private static String sum(String text) {
    return HexFormat.of().formatHex(Sums.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static ArchiveDesk desk(World world) {
    return world.desks.archives(world.backupFiles, world.backupTerms);
  }

  private static ChainArchive take(World world, long to) {
    return desk(world).take(world.admin, world.tenant, world.network, OptionalLong.of(to));
  }

  private static void delete(World world, ChainArchive archive) {
    desk(world).delete(world.admin, world.tenant, world.network, archive.id());
  }

  static Fetched fetch(World world, ChainArchive archive) {
    return desk(world).fetch(world.admin, world.tenant, world.network, archive.id());
  }

  static String fetched(World world, ChainArchive archive) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Fetched fetched = fetch(world, archive)) {
      fetched.content().to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static ChainArchive newest(World world) {
    return all(world).get(0);
  }

  private static List<ChainArchive> all(World world) {
    return desk(world).list(world.admin, world.tenant, world.network, Page.Request.first()).items();
  }

  static List<String> audit(World world) {
    return world.store.asSystem(() -> world.store.audit.list(Page.Request.first())).items().stream()
        .map(AuditEvent::detail)
        .toList();
  }

  static void refused(ProblemType type, String why, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.type()).isEqualTo(type);
              assertThat(r.detail() + r.violations()).contains(why);
            });
  }
}
