package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backups;
import io.ridgeway.engine.backup.Restoration;
import io.ridgeway.engine.backup.SealedCopies;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNodeId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BackupPortsIT extends SealedCopiesCase<Backup> {
  private static final NodeName NODE = new NodeName("peer-alpha-1");
  private static final int ALL = 1_000;

  @Inject Backups backups;

  BackupPortsIT() {
    super(Operation.Kind.BACKUP);
  }

  @Override
  SealedCopies<Backup> copies() {
    return backups;
  }

  @Override
  Backup taking() {
    return backup(Duration.ofDays(1));
  }

  @Override
  List<Backup> further(Backup taking) {
    return List.of(
        taking.kept(
            new Backup.Content(
                "trade",
                7,
                "ab",
                3,
                "cd",
                taking.requestedAt(),
                List.of(new Backup.Piece("state", 3, "ef")))));
  }

  @Test
  void oneThatWasKeptLongEnoughIsOutdatedUnlessANodeIsRestoredFromIt() {
    // Given
    Backup taking = backup(Duration.ZERO);
    Restoration restoration =
        new Restoration(
            tenant,
            network.id(),
            new NodeName("peer-alpha-2"),
            taking.id(),
            operation.id(),
            taking.requestedAt(),
            Optional.empty());
    transactions.runInTenant(
        tenant,
        () -> {
          backups.insert(taking);
          backups.insert(restoration);
        });
    Instant later = clock.instant().plusSeconds(1);
    assertThat(outdated(later)).doesNotContain(taking.id());
    transactions.runAsSystem(
        () ->
            backups.update(taking.kept(new Backup.Content("t", 1, "a", 1, "b", later, List.of()))));
    // Then
    assertThat(outdated(later)).doesNotContain(taking.id());
    assertThat(transactions.asSystem(() -> backups.restoring(network.id())))
        .containsExactly(restoration);
    // When
    transactions.runAsSystem(() -> backups.update(restoration.done(later)));
    // Then
    assertThat(transactions.asSystem(() -> backups.restoring(network.id()))).isEmpty();
    assertThat(outdated(later)).contains(taking.id());
  }

  private List<BackupId> outdated(Instant at) {
    return transactions.asSystem(() -> backups.outdated(at, ALL)).stream().map(Backup::id).toList();
  }

  private Backup backup(Duration keep) {
    Instant now = clock.instant();
    return new Backup(
        BackupId.next(),
        tenant,
        network.id(),
        NODE,
        "peer",
        new CityNodeId("local-1"),
        "3.1",
        5,
        operation.id(),
        Backup.State.TAKING,
        "mei",
        now,
        now.plus(keep),
        "sealed",
        Optional.empty(),
        Optional.empty(),
        "");
  }
}
