package io.ridgeway.store.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.explorer.KnownContract;
import io.ridgeway.engine.explorer.KnownContracts;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KnownContractsIT extends StoreCase {
  private static final String ONE = "0x" + "11".repeat(20);
  private static final String TWO = "0x" + "22".repeat(20);

  @Inject KnownContracts contracts;

  private TenantId tenant;
  private NetworkId network;

  @BeforeEach
  void aNetwork() {
    tenant = signUp();
    network = network(tenant).id();
  }

  private KnownContract contract(String address, String name, String document) {
    return new KnownContract(
        tenant, network, address, name, document, Instant.parse("2026-03-01T10:00:00Z"), "mei");
  }

  @Test
  void theLastThatIsBroughtForAnAddressIsKept() {
    // When
    KnownContract token = contract(TWO, "token", "[1]");
    KnownContract again = contract(ONE, "notary", "[3]");
    transactions.runInTenant(
        tenant,
        () -> {
          contracts.keep(contract(ONE, "old", "[2]"));
          contracts.keep(token);
          contracts.keep(again);
        });

    // Then
    assertThat(transactions.inTenant(tenant, () -> contracts.of(network)))
        .containsExactly(again, token);
    assertThat(transactions.inTenant(tenant, () -> contracts.find(network, ONE))).contains(again);
    assertThat(transactions.inTenant(tenant, () -> contracts.remove(network, ONE))).isTrue();
    assertThat(transactions.inTenant(tenant, () -> contracts.remove(network, ONE))).isFalse();
    assertThat(transactions.inTenant(tenant, () -> contracts.find(network, ONE))).isEmpty();
  }

  @Test
  void strangersSeeAndRemoveNone() {
    // Given
    transactions.runInTenant(tenant, () -> contracts.keep(contract(ONE, "notary", "[]")));
    TenantId stranger = signUp();

    // Then
    assertThat(transactions.inTenant(stranger, () -> contracts.of(network))).isEmpty();
    assertThat(transactions.inTenant(stranger, () -> contracts.find(network, ONE))).isEmpty();
    assertThat(transactions.inTenant(stranger, () -> contracts.remove(network, ONE))).isFalse();
    assertThat(transactions.inTenant(tenant, () -> contracts.find(network, ONE))).isPresent();
  }
}
