package io.ridgeway.engine.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.account.Metering;
import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.approval.Approval.State;
import io.ridgeway.engine.approval.ApprovalDesk;
import io.ridgeway.engine.approval.Asking;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.OutsideAdministrator;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.Kind;
import io.ridgeway.model.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What waits for members' answers lets go first what can't wait, and nothing else does. */
class PrecedenceTest {
  private final Office office = new Office();
  private final NetworkId network = office.order("tea").network();
  private final Asking asking = new Asking(office.store.approvals, office.clock);
  private final Beginning beginning =
      new Beginning(
          office.store.networks,
          office.store.operations,
          office.store.audit,
          office.store.schedule,
          office.clock);
  private final SuspensionDesk suspensions =
      new SuspensionDesk(
          office.store,
          new Access(office.store, office.store.memberships),
          office.store.networks,
          new Precedence(
              office.store.networks, office.store.operations, asking, beginning, office.clock),
          beginning,
          new Metering(office.store.usage),
          office.clock);
  private final ApprovalDesk approvals =
      new ApprovalDesk(
          office.store,
          new Access(office.store, office.store.memberships),
          office.store.networks,
          office.store.operations,
          office.store.approvals,
          office.authorities,
          office.store.audit,
          office.store.schedule,
          office.clock);

  @BeforeEach
  void itRuns() {
    office.framework.keys = Optional.of(Curve.P256);
    office.framework.organisations = List.of("alpha", "beta");
    office.born(network, Map.of("channel", "trade"));
    office.finish(network);
    office.store.runAsSystem(
        () -> {
          Network there = office.store.networks.get(network);
          office.store.networks.keep(there.with(new NetworkState.Ready()));
        });
    office.keys.create(office.developer, office.tenant, network, "clerk");
    office.keys.create(office.developer, office.tenant, network, "till");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"CHANGE", "REPLACE", "CONTRACT"})
  void aRevocationGoesAheadOfWhatWaits(Kind kind) {
    // Given
    Operation waiting = begin(kind);
    ask(waiting);

    // When
    Operation revocation = office.revocations.revoke(office.admin, office.tenant, network, "clerk");

    // Then
    assertThat(of(waiting).state()).isEqualTo(Operation.State.ASIDE);
    assertThat(of(waiting).message()).contains("REVOKE");
    assertThat(of(waiting).finishedAt()).isEmpty();
    assertThat(running()).contains(revocation);
    // Then what was asked can be answered
    assertThat(pending()).hasSize(1);
    Approval signed =
        approvals.sign(
            office.developer,
            office.tenant,
            network,
            pending().get(0).id(),
            OutsideAdministrator.sign(pending().get(0).request().toSign()));
    assertThat(signed.state()).isEqualTo(State.SIGNED);
  }

  @Test
  void whatWaitsForNobodyIsNotPutAside() {
    // Given
    Operation working = begin(Kind.CHANGE);

    // Then
    refusesBoth(working);

    // Given a member that said no, so that it is about to end
    ask(working);
    approvals.refuse(office.admin, office.tenant, network, pending().get(0).id(), "no");
    // Then
    refusesBoth(working);
  }

  @Test
  void whatCanBeStoppedByHandIsNotPutAside() {
    // Given
    Operation renewal = begin(Kind.ROTATE);
    ask(renewal);

    // Then
    refusesBoth(renewal);
  }

  @Test
  void nobodyAnsweringInTimeEndsItAndNothingGoesAhead() {
    // Given
    Operation waiting = begin(Kind.CHANGE);
    ask(waiting);
    office.clock.advance(Approval.TERM.plus(Duration.ofSeconds(1)));

    // Then
    refusesBoth(waiting);
  }

  @Test
  void oneRevocationTakesThePlaceOfAnotherThatWaits() {
    // Given
    Operation first = office.revocations.revoke(office.admin, office.tenant, network, "clerk");
    ask(first);

    // When
    Operation second = office.revocations.revoke(office.admin, office.tenant, network, "till");

    // Then
    assertThat(of(first).state()).isEqualTo(Operation.State.SUPERSEDED);
    assertThat(running()).contains(second);
    assertThat(pending()).isEmpty();
    assertThat(office.revocations.list(office.viewer, office.tenant, network).get(0).serials())
        .hasSize(2);
  }

  @Test
  void whileOneStandsAsideNothingElseIsBegun() {
    // Given
    Operation waiting = begin(Kind.CHANGE);
    ask(waiting);
    Operation revocation = office.revocations.revoke(office.admin, office.tenant, network, "clerk");
    end(revocation);

    // Then before the next pass has it go on
    assertThat(running()).isEmpty();
    Refused.as(
        ProblemType.CONFLICT,
        () -> office.store.runInTenant(office.tenant, () -> beginning.idle(network)));

    // When
    Operation another = office.revocations.revoke(office.admin, office.tenant, network, "till");
    // Then
    assertThat(running()).contains(another);
    assertThat(of(waiting).state()).isEqualTo(Operation.State.ASIDE);
  }

  @Test
  void aSuspensionGoesAheadOfWhatWaitsForSignatures() {
    // Given
    Operation waiting = begin(Kind.CHANGE);
    ask(waiting);

    // When
    Operation suspension = suspensions.suspend(office.admin, office.tenant, network);

    // Then
    assertThat(of(waiting).state()).isEqualTo(Operation.State.ASIDE);
    assertThat(of(waiting).message()).contains("SUSPEND");
    assertThat(running()).contains(suspension);
    assertThat(pending()).hasSize(1);
  }

  @Test
  void aSuspensionDoesNotGoAheadOfWhatWaitsForCertificates() {
    // Given
    Operation waiting = begin(Kind.CHANGE);
    office.store.runAsSystem(
        () ->
            asking.certify(
                office.store.networks.get(network),
                Optional.of(waiting),
                "beta",
                new CertificateRequest(
                    "beta-ca",
                    "peer-beta-2",
                    Subject.of("peer-beta-2"),
                    CertificateUse.IDENTITY,
                    List.of(),
                    "request"),
                office.clock.instant()));

    // Then
    refusesForCertificates();
    assertThat(of(waiting).state()).isEqualTo(Operation.State.RUNNING);

    // Then nodes are no matter of a revocation
    Operation revocation = office.revocations.revoke(office.admin, office.tenant, network, "clerk");
    assertThat(of(waiting).state()).isEqualTo(Operation.State.ASIDE);

    // Then they are one of a suspension still, whatever waits or has ended meanwhile
    ask(revocation);
    refusesForCertificates();
    end(revocation);
    refusesForCertificates();
    assertThat(of(waiting).state()).isEqualTo(Operation.State.ASIDE);
  }

  private void refusesForCertificates() {
    assertThat(
            Refused.as(
                    ProblemType.CONFLICT,
                    () -> suspensions.suspend(office.admin, office.tenant, network))
                .detail())
        .contains("waits for certificates", "see approvals");
  }

  @Test
  void aDeletionEndsAllOfThem() {
    // Given
    Operation waiting = begin(Kind.CHANGE);
    ask(waiting);
    Operation revocation = office.revocations.revoke(office.admin, office.tenant, network, "clerk");

    // When
    office.networks.delete(office.admin, office.tenant, network);

    // Then
    assertThat(of(waiting).state()).isEqualTo(Operation.State.SUPERSEDED);
    assertThat(of(revocation).state()).isEqualTo(Operation.State.SUPERSEDED);
  }

  private void refusesBoth(Operation working) {
    assertThat(
            Refused.as(
                    ProblemType.CONFLICT,
                    () -> office.revocations.revoke(office.admin, office.tenant, network, "clerk"))
                .detail())
        .contains("is under way");
    assertThat(
            Refused.as(
                    ProblemType.CONFLICT,
                    () -> suspensions.suspend(office.admin, office.tenant, network))
                .detail())
        .contains("is under way");
    assertThat(of(working).state()).isEqualTo(Operation.State.RUNNING);
  }

  private Operation begin(Kind kind) {
    Operation operation = Operation.begun(office.tenant, network, kind, office.clock.instant());
    office.store.runInTenant(office.tenant, () -> office.store.operations.insert(operation));
    return operation;
  }

  private void end(Operation operation) {
    office.store.runAsSystem(
        () ->
            office.store.operations.update(
                operation.ended(Operation.State.SUCCEEDED, office.clock.instant())));
  }

  private void ask(Operation operation) {
    String body =
        Base64.getEncoder().encodeToString("gamma comes".getBytes(StandardCharsets.UTF_8));
    office.store.runAsSystem(
        () ->
            asking.ask(
                operation,
                List.of(
                    new Approval.Request(
                        "beta", OutsideAdministrator.CERTIFICATE, "gamma comes", body, body))));
  }

  private List<Approval> pending() {
    return approvals
        .list(office.viewer, office.tenant, network, Page.Request.first())
        .items()
        .stream()
        .filter(a -> a.state() == State.PENDING)
        .toList();
  }

  private Operation of(Operation operation) {
    return office.store.asSystem(() -> office.store.operations.find(operation.id()).orElseThrow());
  }

  private Optional<Operation> running() {
    return office.store.asSystem(() -> office.store.operations.running(network));
  }
}
