package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.backup.SealedCopies;
import io.ridgeway.engine.backup.SealedCopy;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.store.testing.StoreCase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of copies of every kind. */
abstract class SealedCopiesCase<T extends SealedCopy<T>> extends StoreCase {
  private final Operation.Kind kind;

  TenantId tenant;
  Network network;
  Operation operation;

  SealedCopiesCase(Operation.Kind kind) {
    this.kind = kind;
  }

  abstract SealedCopies<T> copies();

  /** A new one of the network, which the operation takes. */
  abstract T taking();

  /** What becomes of it, one after another; the last one is kept. */
  abstract List<T> further(T taking);

  @BeforeEach
  void aNetwork() {
    tenant = signUp();
    network = network(tenant);
    operation = Operation.begun(tenant, network.id(), kind, clock.instant());
    transactions.runInTenant(tenant, () -> operations.insert(operation));
  }

  @Test
  void oneIsKeptAsItIsAndListedUntilItHasNoFiles() {
    // Given
    T taking = taking();
    // When
    transactions.runInTenant(tenant, () -> copies().insert(taking));
    // Then
    assertThat(inTenant(taking.id())).contains(taking);
    assertThat(transactions.inTenant(tenant, () -> copies().of(operation.id()))).contains(taking);
    // When
    T kept = taking;
    for (T next : further(taking)) {
      kept = next;
      transactions.runAsSystem(() -> copies().update(next));
      // Then
      assertThat(inTenant(next.id())).contains(next);
    }
    assertKept(kept);
    // When
    T deleted = kept.deleted(clock.instant());
    transactions.runInTenant(tenant, () -> copies().update(deleted));
    // Then
    assertThat(transactions.asSystem(() -> copies().withFiles(network.id()))).isEmpty();
    assertThat(transactions.asSystem(() -> copies().withFiles())).doesNotContain(deleted.id());
    assertThat(inTenant(deleted.id())).contains(deleted);
  }

  private void assertKept(T kept) {
    assertThat(
            transactions
                .inTenant(tenant, () -> copies().list(network.id(), Page.Request.first()))
                .items())
        .containsExactly(kept);
    assertThat(transactions.asSystem(() -> copies().withFiles(network.id()))).containsExactly(kept);
    assertThat(transactions.asSystem(() -> copies().withFiles())).contains(kept.id());
    assertThat(transactions.asSystem(() -> copies().bytesBeside(kept))).isZero();
    assertThat(transactions.asSystem(() -> copies().bytesBeside(taking())))
        .isEqualTo(kept.bytes())
        .isPositive();
  }

  @Test
  void anotherTenantSeesNothingOfThem() {
    // Given
    T taking = taking();
    transactions.runInTenant(tenant, () -> copies().insert(taking));
    TenantId stranger = signUp();
    // Then
    assertThat(transactions.inTenant(stranger, () -> copies().find(taking.id()))).isEmpty();
    assertThat(transactions.inTenant(stranger, () -> copies().withFiles(network.id()))).isEmpty();
    assertThatThrownBy(() -> transactions.runInTenant(stranger, () -> copies().insert(taking())))
        .hasMessageContaining("row-level security");
  }

  private Optional<T> inTenant(BackupId id) {
    return transactions.inTenant(tenant, () -> copies().find(id));
  }
}
