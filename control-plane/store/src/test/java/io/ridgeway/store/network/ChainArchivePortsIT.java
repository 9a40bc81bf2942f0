package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.engine.backup.ChainArchives;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChainArchivePortsIT extends StoreCase {
  @Inject ChainArchives archives;

  private TenantId tenant;
  private Network network;
  private Operation operation;

  @BeforeEach
  void aNetwork() {
    tenant = signUp();
    network = network(tenant);
    operation = Operation.begun(tenant, network.id(), Operation.Kind.ARCHIVE, clock.instant());
    transactions.runInTenant(tenant, () -> operations.insert(operation));
  }

  @Test
  void oneIsKeptAsItIsAndListedUntilItHasNoParts() {
    // Given
    ChainArchive taking = archive();
    // When
    transactions.runInTenant(tenant, () -> archives.insert(taking));
    // Then
    assertThat(inTenant(taking.id())).contains(taking);
    assertThat(transactions.inTenant(tenant, () -> archives.of(operation.id()))).contains(taking);
    // When
    ChainArchive further =
        taking.with(
            new ChainArchive.Part("part-00001", 6, "0xab", 11, "cd", taking.requestedAt()),
            "a mark");
    transactions.runAsSystem(() -> archives.update(further));
    // Then
    assertThat(inTenant(taking.id())).contains(further);
    assertThat(further.next()).isEqualTo(7);
    // When
    ChainArchive kept =
        further.kept(
            new ChainArchive.Whole("head", "end", 6, "0xab", 7, 18, "ef", taking.requestedAt()),
            "It ends with block 6.");
    transactions.runAsSystem(() -> archives.update(kept));
    // Then
    assertThat(
            transactions
                .inTenant(tenant, () -> archives.list(network.id(), Page.Request.first()))
                .items())
        .containsExactly(kept);
    assertThat(transactions.asSystem(() -> archives.withFiles(network.id()))).containsExactly(kept);
    assertThat(transactions.asSystem(() -> archives.withFiles())).contains(kept.id());
    assertThat(transactions.asSystem(() -> archives.orphans(1_000))).doesNotContain(kept);
    // When
    transactions.runInTenant(tenant, () -> archives.update(kept.deleted(clock.instant())));
    // Then
    assertThat(transactions.asSystem(() -> archives.withFiles(network.id()))).isEmpty();
    assertThat(transactions.asSystem(() -> archives.withFiles())).doesNotContain(kept.id());
    assertThat(inTenant(kept.id()).orElseThrow().whole()).isEqualTo(kept.whole());
  }

  @Test
  void anotherTenantSeesNothingOfThem() {
    // Given
    ChainArchive taking = archive();
    transactions.runInTenant(tenant, () -> archives.insert(taking));
    TenantId stranger = signUp();
    // Then
    assertThat(transactions.inTenant(stranger, () -> archives.find(taking.id()))).isEmpty();
    assertThat(transactions.inTenant(stranger, () -> archives.withFiles(network.id()))).isEmpty();
    assertThatThrownBy(() -> transactions.runInTenant(stranger, () -> archives.insert(archive())))
        .hasMessageContaining("row-level security");
  }

  private Optional<ChainArchive> inTenant(BackupId id) {
    return transactions.inTenant(tenant, () -> archives.find(id));
  }

  private ChainArchive archive() {
    Instant now = clock.instant();
    return new ChainArchive(
        BackupId.next(),
        tenant,
        network.id(),
        operation.id(),
        Backup.State.TAKING,
        "mei",
        now,
        0,
        6,
        Optional.empty(),
        "sealed",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }
}
