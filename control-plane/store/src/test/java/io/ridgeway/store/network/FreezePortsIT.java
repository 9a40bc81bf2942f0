package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.freeze.Freeze;
import io.ridgeway.engine.freeze.Freeze.Kind;
import io.ridgeway.engine.freeze.Freezes;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.FreezeId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FreezePortsIT extends StoreCase {
  private static final String SHOP = "0x" + "c0".repeat(20);

  @Inject Freezes freezes;

  private TenantId tenant;
  private Network network;
  private Operation operation;

  @BeforeEach
  void aNetwork() {
    tenant = signUp();
    network = network(tenant);
    operation = Operation.begun(tenant, network.id(), Operation.Kind.FREEZE, clock.instant());
    transactions.runInTenant(tenant, () -> operations.insert(operation));
  }

  @Test
  void aRecordIsKeptWithAllThatBecomesOfIt() {
    // Given
    Freeze begun = freeze(Duration.ZERO, SHOP);
    // When
    transactions.runInTenant(tenant, () -> freezes.insert(begun));
    // Then
    assertThat(transactions.inTenant(tenant, () -> freezes.find(begun.id()))).contains(begun);
    assertThat(transactions.asSystem(() -> freezes.of(operation.id()))).contains(begun);

    // When
    Freeze done =
        begun
            .keeping("0x" + "a0".repeat(20))
            .sending(
                new Freeze.Transaction("0x1", "It does.", begun.requestedAt(), Optional.empty()))
            .received("0x1", new Freeze.Receipt(7, true, "0"))
            .ended(Freeze.State.DONE, "", begun.requestedAt());
    transactions.runAsSystem(() -> freezes.update(done));

    // Then
    assertThat(
            transactions
                .inTenant(tenant, () -> freezes.list(network.id(), Page.Request.first()))
                .items())
        .containsExactly(done);
    assertThat(done.block()).contains(7L);
  }

  @Test
  void theNewestOfAnAddressAndTheOneBeforeItAreFound() {
    // Given
    Freeze first = freeze(Duration.ZERO, SHOP);
    Freeze second = freeze(Duration.ofSeconds(1), SHOP);
    Freeze other = freeze(Duration.ofSeconds(2), "0x" + "d0".repeat(20));
    transactions.runInTenant(tenant, () -> List.of(first, second, other).forEach(freezes::insert));

    // Then
    assertThat(transactions.asSystem(() -> freezes.newest(network.id(), Kind.CONTRACT, SHOP)))
        .contains(second);
    assertThat(transactions.asSystem(() -> freezes.newest(network.id(), Kind.ACCOUNT, SHOP)))
        .isEmpty();
    assertThat(transactions.asSystem(() -> freezes.before(second))).containsExactly(first);
    assertThat(transactions.asSystem(() -> freezes.before(first))).isEmpty();
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    // Given
    Freeze begun = freeze(Duration.ZERO, SHOP);
    transactions.runInTenant(tenant, () -> freezes.insert(begun));
    TenantId other = signUp();

    // Then
    assertThat(transactions.inTenant(other, () -> freezes.find(begun.id()))).isEmpty();
    assertThat(transactions.inTenant(other, () -> freezes.of(operation.id()))).isEmpty();
    assertThat(
            transactions.inTenant(other, () -> freezes.newest(network.id(), Kind.CONTRACT, SHOP)))
        .isEmpty();
    assertThat(
            transactions
                .inTenant(other, () -> freezes.list(network.id(), Page.Request.first()))
                .items())
        .isEmpty();
  }

  private Freeze freeze(Duration later, String address) {
    return new Freeze(
        FreezeId.next(),
        tenant,
        network.id(),
        operation.id(),
        Freeze.State.RUNNING,
        Kind.CONTRACT,
        address,
        true,
        "A court's order.",
        "case 7",
        "ann",
        false,
        true,
        clock.instant().plus(later),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        "");
  }
}
