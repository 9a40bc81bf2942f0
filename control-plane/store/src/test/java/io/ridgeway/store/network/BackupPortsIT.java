package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backups;
import io.ridgeway.engine.backup.Restoration;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BackupPortsIT extends StoreCase {
  private static final NodeName NODE = new NodeName("peer-alpha-1");
  private static final int ALL = 1_000;

  @Inject Backups backups;

  private TenantId tenant;
  private Network network;
  private Operation operation;

  @BeforeEach
  void aNetwork() {
    tenant = signUp();
    network = network(tenant);
    operation = Operation.begun(tenant, network.id(), Operation.Kind.BACKUP, clock.instant());
    transactions.runInTenant(tenant, () -> operations.insert(operation));
  }

  @Test
  void oneIsKeptAsItIsAndListedUntilItHasNoFiles() {
    // Given
    Backup taking = backup(Duration.ofDays(1));
    // When
    transactions.runInTenant(tenant, () -> backups.insert(taking));
    // Then
    assertThat(inTenant(taking.id())).contains(taking);
    assertThat(transactions.inTenant(tenant, () -> backups.of(operation.id()))).contains(taking);
    // When
    Backup kept =
        taking.kept(
            new Backup.Content(
                "trade",
                7,
                "ab",
                3,
                "cd",
                taking.requestedAt(),
                List.of(new Backup.Piece("state", 3, "ef"))));
    transactions.runAsSystem(() -> backups.update(kept));
    // Then
    assertThat(
            transactions
                .inTenant(tenant, () -> backups.list(network.id(), Page.Request.first()))
                .items())
        .containsExactly(kept);
    assertThat(transactions.asSystem(() -> backups.withFiles(network.id()))).containsExactly(kept);
    assertThat(transactions.asSystem(() -> backups.withFiles())).contains(kept.id());
    // When
    transactions.runInTenant(tenant, () -> backups.update(kept.deleted(clock.instant())));
    // Then
    assertThat(transactions.asSystem(() -> backups.withFiles(network.id()))).isEmpty();
    assertThat(transactions.asSystem(() -> backups.withFiles())).doesNotContain(kept.id());
    assertThat(inTenant(kept.id()).orElseThrow().content()).isEqualTo(kept.content());
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

  @Test
  void anotherTenantSeesNothingOfThem() {
    // Given
    Backup taking = backup(Duration.ofDays(1));
    transactions.runInTenant(tenant, () -> backups.insert(taking));
    TenantId stranger = signUp();
    // Then
    assertThat(transactions.inTenant(stranger, () -> backups.find(taking.id()))).isEmpty();
    assertThat(transactions.inTenant(stranger, () -> backups.withFiles(network.id()))).isEmpty();
    assertThatThrownBy(
            () ->
                transactions.runInTenant(
                    stranger, () -> backups.insert(backup(Duration.ofDays(1)))))
        .hasMessageContaining("row-level security");
  }

  private List<BackupId> outdated(Instant at) {
    return transactions.asSystem(() -> backups.outdated(at, ALL)).stream().map(Backup::id).toList();
  }

  private Optional<Backup> inTenant(BackupId id) {
    return transactions.inTenant(tenant, () -> backups.find(id));
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
