package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.approval.Approval.State;
import io.ridgeway.engine.approval.Approvals;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.network.Operation;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApprovalPortsIT extends StoreCase {
  @Inject Approvals approvals;

  @Test
  void whatIsAskedIsKeptWithItsAnswerAndSeenByItsTenantAlone() {
    // Given
    TenantId tenant = signUp();
    Network network = network(tenant);
    Operation operation = Operation.begun(tenant, network.id(), Operation.Kind.CHANGE, now());
    Approval gamma = approval(network, operation, "gamma", State.PENDING, Optional.empty(), "");
    Approval beta = approval(network, operation, "beta", State.PENDING, Optional.empty(), "");

    // When
    transactions.runAsSystem(
        () -> {
          operations.insert(operation);
          approvals.insert(gamma);
          approvals.insert(beta);
        });

    // Then
    assertThat(transactions.inTenant(tenant, () -> approvals.of(operation.id())))
        .containsExactly(beta, gamma);
    Page<Approval> first =
        transactions.inTenant(
            tenant, () -> approvals.list(network.id(), new Page.Request(Optional.empty(), 1)));
    Page<Approval> second =
        transactions.inTenant(
            tenant, () -> approvals.list(network.id(), new Page.Request(first.next(), 1)));
    assertThat(first.next()).isPresent();
    assertThat(second.next()).isEmpty();
    assertThat(Stream.of(first, second).flatMap(page -> page.items().stream()))
        .containsExactlyInAnyOrder(beta, gamma);
    assertThat(transactions.inTenant(tenant, () -> approvals.certificates(network.id()))).isEmpty();

    // When
    Approval signed =
        new Approval(
            beta.id(),
            tenant,
            network.id(),
            Optional.of(operation.id()),
            beta.request(),
            beta.createdAt(),
            beta.expiresAt(),
            State.SIGNED,
            Optional.of("MEU="),
            "",
            "dev",
            Optional.of(now()));
    transactions.runInTenant(tenant, () -> approvals.update(signed));

    // Then
    assertThat(transactions.inTenant(tenant, () -> approvals.find(beta.id()))).contains(signed);
    TenantId other = signUp();
    assertThat(transactions.inTenant(other, () -> approvals.find(beta.id()))).isEmpty();
    assertThat(transactions.inTenant(other, () -> approvals.any(network.id()))).isFalse();
  }

  @Test
  void aCertificateIsAskedForWithoutAnOperation() {
    // Given
    TenantId tenant = signUp();
    Network network = network(tenant);
    Approval asked =
        new Approval(
            ApprovalId.next(),
            tenant,
            network.id(),
            Optional.empty(),
            new Approval.Request(
                "beta",
                "",
                "beta-ca is to certify bot-client",
                "",
                "",
                Optional.of(
                    new CertificateRequest(
                        "beta-ca",
                        "bot-client",
                        Subject.of("bot").in("beta").inUnit("client"),
                        CertificateUse.IDENTITY,
                        List.of("10.0.0.1"),
                        "PEM"))),
            now(),
            now().plus(Approval.TERM),
            State.PENDING,
            Optional.empty(),
            "",
            "",
            Optional.empty());

    // When
    transactions.runInTenant(tenant, () -> approvals.insert(asked));

    // Then
    assertThat(transactions.inTenant(tenant, () -> approvals.find(asked.id()))).contains(asked);
    assertThat(transactions.inTenant(tenant, () -> approvals.any(network.id()))).isTrue();
    assertThat(transactions.inTenant(tenant, () -> approvals.certificates(network.id())))
        .containsExactly(asked);
    assertThat(transactions.inTenant(signUp(), () -> approvals.certificates(network.id())))
        .isEmpty();
  }

  @Test
  void theNewestOfEachStateOfACertificateIsFound() {
    // Given
    TenantId tenant = signUp();
    Network network = network(tenant);
    Approval old = certificate(network, State.USED, now().minusSeconds(30));
    Approval used = certificate(network, State.USED, now().minusSeconds(20));
    Approval pending = certificate(network, State.PENDING, now().minusSeconds(10));

    // When
    transactions.runInTenant(tenant, () -> List.of(used, pending, old).forEach(approvals::insert));

    // Then
    assertThat(transactions.inTenant(tenant, () -> approvals.certificates(network.id())))
        .containsExactlyInAnyOrder(used, pending);
  }

  private static Approval certificate(Network network, State state, Instant at) {
    return new Approval(
        ApprovalId.next(),
        network.tenant(),
        network.id(),
        Optional.empty(),
        new Approval.Request(
            "beta",
            "",
            "beta-ca is to certify bot-client",
            "",
            "",
            Optional.of(
                new CertificateRequest(
                    "beta-ca",
                    "bot-client",
                    Subject.of("bot").in("beta").inUnit("client"),
                    CertificateUse.IDENTITY,
                    List.of("10.0.0.1"),
                    "PEM"))),
        at,
        at.plus(Approval.TERM),
        state,
        Optional.empty(),
        "",
        "",
        Optional.empty());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private Approval approval(
      Network network,
      Operation operation,
      String organisation,
      State state,
      Optional<String> signature,
      String reason) {
    return new Approval(
        ApprovalId.next(),
        network.tenant(),
        network.id(),
        Optional.of(operation.id()),
        new Approval.Request(organisation, "PEM", "delta comes", "aGVhZA==", "Ym9keQ=="),
        now(),
        now().plus(Approval.TERM),
        state,
        signature,
        reason,
        "",
        Optional.empty());
  }
}
