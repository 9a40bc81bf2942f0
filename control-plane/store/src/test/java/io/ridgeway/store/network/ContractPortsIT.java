package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.contract.ContractVersion;
import io.ridgeway.engine.contract.Contracts;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.contract.Endorsement;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.network.Operation;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContractPortsIT extends StoreCase {
  private static final byte[] BYTES = {0x50, 0x4b, 0, (byte) 0xff};
  private static final ForeignCode JAR = ForeignCode.jar("ab".repeat(32), BYTES.length);

  @Inject Contracts contracts;

  private TenantId tenant;
  private Network network;

  @BeforeEach
  void aNetwork() {
    tenant = signUp();
    network = network(tenant);
  }

  @Test
  void versionsAreKeptAsTheyAreAndAJarOnce() {
    // Given
    Operation operation = Operation.begun(tenant, network.id(), Operation.Kind.CONTRACT, now());
    ContractVersion first = version(1, "1.0", operation);
    ContractVersion second = version(2, "1.1", operation);

    // When
    transactions.runInTenant(
        tenant,
        () -> {
          operations.insert(operation);
          contracts.insert(first, Optional.of(BYTES));
          contracts.insert(second, Optional.of(BYTES));
        });

    // Then
    assertThat(transactions.inTenant(tenant, () -> contracts.of(network.id())))
        .containsExactly(second, first);
    assertThat(transactions.asSystem(() -> contracts.jar(network.id(), JAR.reference())))
        .isEqualTo(BYTES);
    assertThat(transactions.inTenant(tenant, () -> contracts.jarBytes(network.id())))
        .isEqualTo(BYTES.length);

    // When
    transactions.runInTenant(tenant, () -> contracts.withdraw(network.id(), 2, now()));
    transactions.runAsSystem(() -> contracts.discardJars(network.id()));

    // Then
    assertThat(transactions.inTenant(tenant, () -> contracts.of(network.id())))
        .extracting(v -> v.withdrawnAt().isPresent())
        .containsExactly(true, false);
    assertThat(transactions.inTenant(tenant, () -> contracts.jarBytes(network.id()))).isZero();
    assertThatThrownBy(
            () -> transactions.asSystem(() -> contracts.jar(network.id(), JAR.reference())))
        .hasMessageContaining("has no jar");
  }

  @Test
  void anotherTenantSeesNothingOfThem() {
    // Given
    Operation operation = Operation.begun(tenant, network.id(), Operation.Kind.CONTRACT, now());
    transactions.runInTenant(
        tenant,
        () -> {
          operations.insert(operation);
          contracts.insert(version(1, "1.0", operation), Optional.of(BYTES));
        });
    TenantId stranger = signUp();

    // Then
    assertThat(transactions.inTenant(stranger, () -> contracts.of(network.id()))).isEmpty();
    assertThat(transactions.inTenant(stranger, () -> contracts.jarBytes(network.id()))).isZero();
    assertThatThrownBy(
            () ->
                transactions.inTenant(stranger, () -> contracts.jar(network.id(), JAR.reference())))
        .hasMessageContaining("has no jar");
    assertThatThrownBy(
            () ->
                transactions.runInTenant(
                    stranger, () -> contracts.insert(version(2, "2.0", operation), none())))
        .hasMessageContaining("row-level security");
  }

  private ContractVersion version(int number, String version, Operation operation) {
    return new ContractVersion(
        tenant,
        network.id(),
        new Contract(
            number,
            "book",
            version,
            number,
            Optional.of(new Endorsement(1, List.of("alpha", "beta"))),
            JAR),
        "mei",
        now(),
        operation.id(),
        Optional.empty());
  }

  private Instant now() {
    return clock.instant();
  }

  private static Optional<byte[]> none() {
    return Optional.empty();
  }
}
