package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.approval.Approval.State;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.NetworkState.Failed;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A network whose authority for TLS is its organisation's own, and elsewhere. */
class BroughtTest {
  private final World world = World.ofChannel();
  private final Reconciler reconciler = world.reconciler();

  BroughtTest() {
    world.pack.brought = Optional.of("root");
  }

  @Test
  void theOperationWaitsForEveryCertificateAndGoesOn() {
    // When
    world.run(reconciler, Duration.ofMinutes(2));

    // Then
    assertThat(pending()).hasSize(5).allMatch(a -> a.operation().isPresent());
    assertThat(world.operation().message())
        .isEqualTo(
            "Waits for sample-tlsca to certify rpc-1-tls, validator-1-tls, validator-2-tls,"
                + " validator-3-tls, validator-4-tls (see approvals).");
    assertThat(world.network().made().birth()).isEmpty();

    // When all but one answered, and of that what is wrong isn't taken
    List<Approval> asked = pending();
    asked.stream().skip(1).forEach(this::certify);
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> certify(asked.get(0), "another's"));
    world.run(reconciler, Duration.ofMinutes(2));
    // Then nothing is lost, and nobody is asked twice
    assertThat(pending()).containsExactly(asked.get(0));
    assertThat(world.asked()).hasSize(5);
    assertThat(world.operation().state()).isEqualTo(Operation.State.RUNNING);

    // When
    certify(asked.get(0));
    certify(asked.get(0));
    world.converge(reconciler);

    // Then
    assertThat(world.network().state()).isEqualTo(new Ready());
    assertThat(world.asked()).hasSize(5).allMatch(a -> a.state() == State.USED);
    assertThat(world.deployments())
        .flatMap(d -> d.workloads())
        .allMatch(w -> w.files().stream().anyMatch(f -> f.text().contains("number 1")));
  }

  @Test
  void anOrderFailsThatNobodyCertifies() {
    // Given
    world.run(reconciler, Duration.ofMinutes(1));

    // When
    world.clock.advance(Approval.TERM);
    reconciler.reconcile(world.network);

    // Then
    assertThat(world.network().state()).isInstanceOf(Failed.class);
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.operation().message()).contains("didn't certify (sample-tlsca is to certify");
  }

  @Test
  void whoComesIsAsIfNeverAskedForOnceThatIsRefused() {
    // Given
    created();
    world.channel.replaceable = Set.of("validator");
    world.changeByOrder(spec -> spec.with(Map.of("validator", 5, "rpc", 1)));
    world.run(reconciler, Duration.ofMinutes(1));
    assertThat(pending()).singleElement().matches(a -> name(a).equals("validator-5-tls"));

    // When
    world
        .desks
        .approvals()
        .refuse(world.admin, world.tenant, world.network, pending().get(0).id(), "not now");
    world.converge(reconciler);
    world.run(reconciler, Duration.ofMinutes(2));

    // Then
    assertThat(world.network().state()).isEqualTo(new Ready());
    assertThat(world.network().made().roster().moves()).isFalse();
    assertThat(world.network().made().placement().orElseThrow().nodes())
        .hasSize(5)
        .doesNotContainKey(new NodeName("validator-5"));
    assertThat(world.network().spec().nodes()).containsEntry("validator", 4);
    assertThat(pending()).isEmpty();
  }

  @Test
  void aRevocationGoesAheadOfWhoWaitsForACertificate() {
    // Given
    created();
    world.channel.replaceable = Set.of("validator");
    world.changeByOrder(spec -> spec.with(Map.of("validator", 5, "rpc", 1)));
    Operation change = world.operation();
    world.run(reconciler, Duration.ofMinutes(1));
    List<Approval> asked = pending();
    assertThat(asked).hasSize(1);

    // When
    world.store.runInTenant(
        world.tenant,
        () -> world.authorities.accept(world.tenant, world.network, FakeIdentities.CA, "ab"));
    world.revoke();
    world.run(reconciler, Duration.ofMinutes(1));

    // Then the ledger knows it, and the newcomer is still to come
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.REVOKE);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.channel.alone).isEqualTo(1);
    assertThat(world.channel.lists.get(world.network)).containsExactly(FakeIdentities.CA);
    assertThat(world.channel.members).doesNotContain(new NodeName("validator-5"));
    assertThat(pending()).isEqualTo(asked);

    // When
    certify(asked.get(0));
    world.converge(reconciler);

    // Then
    assertThat(world.operations())
        .filteredOn(o -> o.id().equals(change.id()))
        .extracting(Operation::state)
        .containsExactly(Operation.State.SUCCEEDED);
    assertThat(world.network().state()).isEqualTo(new Ready());
    assertThat(world.channel.members).contains(new NodeName("validator-5"));
  }

  @Test
  void whatIsDueIsAskedForAndTakenAsSoonAsItIsAnswered() {
    // Given certificates of sixty days, and custody's of ninety
    created();
    world.clock.advance(Duration.ofDays(45));

    // When
    world.run(reconciler, Duration.ofMinutes(2));

    // Then no operation waits, and nobody is asked twice
    assertThat(pending()).hasSize(5).allMatch(a -> a.operation().isEmpty());
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.CREATE);
    assertThat(condition().reason()).isEqualTo("Due");
    assertThat(condition().message()).contains("Waits for sample-tlsca to certify rpc-1-tls, ");

    // When one is answered
    certify(pending().get(0));
    world.run(reconciler, Duration.ofMinutes(2));
    // Then its node has it
    assertThat(pending()).hasSize(4);
    assertThat(world.deployments())
        .flatMap(d -> d.workloads())
        .filteredOn(w -> w.files().stream().anyMatch(f -> f.text().contains("number 2")))
        .singleElement()
        .matches(w -> w.name().equals(new NodeName("rpc-1")));

    // When the others end
    world.clock.advance(Duration.ofDays(16));
    world.run(reconciler, Duration.ofMinutes(2));
    // Then that is said, with what is missing, and it is asked for still
    assertThat(condition().reason()).isEqualTo("Expired");
    assertThat(condition().message())
        .contains("sample-tlsca/validator-1-tls", "to certify validator-1-tls", "Bring what is");
    assertThat(pending()).hasSize(4);
  }

  @Test
  void anApplicationThatWasShutOutIsNotCertifiedAnew() {
    // Given two applications, one of which is revoked
    created();
    enrolled("till-client");
    enrolled("kiosk-client");
    world.store.runAsSystem(
        () ->
            world.authorities.revoke(world.tenant, world.network, "sample-tlsca", "kiosk-client"));
    world.clock.advance(Duration.ofDays(45));

    // When
    world.run(reconciler, Duration.ofMinutes(2));

    // Then
    assertThat(pending())
        .extracting(BroughtTest::name)
        .contains("till-client")
        .doesNotContain("kiosk-client");
  }

  private void enrolled(String name) {
    CertificateRequest wanted =
        new CertificateRequest(
            "sample-tlsca", name, Subject.of(name), CertificateUse.IDENTITY, List.of(), name);
    world.store.runAsSystem(
        () ->
            world
                .desks
                .asking()
                .certify(
                    world.network(), Optional.empty(), "sample", wanted, world.clock.instant()));
    certify(pending().get(0));
  }

  @Test
  void allAreAskedForWhenTheyAreRotated() {
    // Given
    created();
    world.rotate();
    world.run(reconciler, Duration.ofMinutes(1));
    assertThat(pending()).hasSize(5);
    assertThat(leaves()).allMatch(c -> c.generation() == 1);

    // When
    pending().forEach(this::certify);
    world.converge(reconciler);
    world.run(reconciler, Duration.ofMinutes(2));

    // Then
    assertThat(leaves()).hasSize(6).allMatch(c -> c.generation() == 2);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.asked()).hasSize(10);
  }

  private void created() {
    world.run(reconciler, Duration.ofMinutes(1));
    pending().forEach(this::certify);
    world.converge(reconciler);
    world.run(reconciler, Duration.ofMinutes(1));
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  private Condition condition() {
    return world.network().conditions().stream()
        .filter(c -> c.type() == Condition.Type.CERTIFICATES_VALID)
        .findFirst()
        .orElseThrow();
  }

  private List<Approval> pending() {
    return world.asked().stream()
        .filter(a -> a.state() == State.PENDING)
        .sorted(Comparator.comparing(BroughtTest::name))
        .toList();
  }

  private static String name(Approval approval) {
    return approval.request().wanted().orElseThrow().name();
  }

  private void certify(Approval approval) {
    certify(approval, approval.request().wanted().orElseThrow().request());
  }

  private void certify(Approval approval, String certificate) {
    world
        .desks
        .approvals()
        .certify(world.admin, world.tenant, world.network, approval.id(), certificate);
  }

  private List<Certificate> leaves() {
    return world.store.asSystem(() -> world.authorities.list(world.network)).stream()
        .filter(c -> !c.isRoot())
        .toList();
  }
}
