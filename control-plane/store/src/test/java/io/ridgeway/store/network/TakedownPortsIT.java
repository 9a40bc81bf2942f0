package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.takedown.Takedown;
import io.ridgeway.engine.takedown.Takedowns;
import io.ridgeway.model.TakedownId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TakedownPortsIT extends StoreCase {
  @Inject Takedowns takedowns;

  private TenantId tenant;
  private Network network;
  private Operation operation;

  @BeforeEach
  void aNetwork() {
    tenant = signUp();
    network = network(tenant);
    operation = Operation.begun(tenant, network.id(), Operation.Kind.PURGE, clock.instant());
    transactions.runInTenant(tenant, () -> operations.insert(operation));
  }

  @Test
  void aRecordIsKeptWithAllThatBecomesOfIt() {
    // Given
    Takedown begun = takedown();
    // When
    transactions.runInTenant(tenant, () -> takedowns.insert(begun));
    // Then
    assertThat(transactions.inTenant(tenant, () -> takedowns.find(begun.id()))).contains(begun);
    assertThat(transactions.asSystem(() -> takedowns.of(operation.id()))).contains(begun);

    // When
    Takedown purged =
        begun
            .attempting(new Takedown.Attempt("tx", begun.requestedAt()))
            .agreed(new Takedown.Outcome("tx", 7, begun.requestedAt()))
            .heard(
                List.of(
                    new Takedown.Answer(
                        new NodeName("peer-alpha-1"), "alpha", "ERASED", 8, "Gone.")))
            .purged(begun.requestedAt());
    transactions.runAsSystem(() -> takedowns.update(purged));

    // Then
    assertThat(
            transactions
                .inTenant(tenant, () -> takedowns.list(network.id(), Page.Request.first()))
                .items())
        .containsExactly(purged);
    assertThat(purged.sealedKeys()).isEmpty();
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    // Given
    Takedown begun = takedown();
    transactions.runInTenant(tenant, () -> takedowns.insert(begun));
    TenantId other = signUp();

    // Then
    assertThat(transactions.inTenant(other, () -> takedowns.find(begun.id()))).isEmpty();
    assertThat(transactions.inTenant(other, () -> takedowns.of(operation.id()))).isEmpty();
    assertThat(
            transactions
                .inTenant(other, () -> takedowns.list(network.id(), Page.Request.first()))
                .items())
        .isEmpty();
  }

  private Takedown takedown() {
    return new Takedown(
        TakedownId.next(),
        tenant,
        network.id(),
        operation.id(),
        Takedown.State.PURGING,
        "book",
        "shared",
        List.of("ab".repeat(32)),
        "sealed",
        "She asked for it.",
        "DSR 2026-4",
        "ann",
        false,
        clock.instant(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        "");
  }
}
