package io.ridgeway.engine.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An organisation that was let go comes back: by the authority that it had, and by no other. */
class ReturningTest {
  private final Office office = new Office();
  private final NetworkId network = office.order("tea").network();

  @BeforeEach
  void aNetworkThatRuns() {
    office.finish(network);
  }

  @Test
  void whomCustodyCertifiedComesBackByCustodys() {
    // Given
    certified(authority(Optional.empty()));

    // When
    comesBy(authority(Optional.of("its own root")));
    // Then
    assertThat(refusal())
        .isEqualTo(
            "The authority beta-ca is another one here, of when its organisation was there before,"
                + " and has certified: it is for good. Let the organisation come back with that"
                + " one, which is custody's (leave its entry out), or by another name.");
    // Then nothing was begun
    assertThat(office.network(network).made().roster().moves()).isFalse();

    // When
    comesBy(authority(Optional.empty()));
    // Then
    quote();
  }

  @Test
  void whoCertifiedItselfComesBackByThat() {
    // Given
    Authority own = authority(Optional.of("its own root"));
    String noted = office.store.asSystem(() -> office.authorities.root(own)).pem();

    // When it comes by another one before that has certified
    comesBy(authority(Optional.of("another root")));
    // Then
    quote();

    // When that has
    office.store.runAsSystem(
        () ->
            office.authorities.accept(
                office.tenant,
                network,
                new CertificateRequest(
                    "beta-ca",
                    "peer-beta-1",
                    Subject.of("peer-beta-1"),
                    CertificateUse.IDENTITY,
                    List.of(),
                    "request"),
                "request"));
    // Then
    assertThat(refusal()).contains("Let the organisation come back with that one or by another");

    // When it comes by custody's
    comesBy(authority(Optional.empty()));
    // Then
    assertThat(refusal()).contains("was brought by its organisation").contains("name it again");

    // When it comes by its own
    comesBy(authority(Optional.of(noted)));
    // Then
    quote();
  }

  private void certified(Authority authority) {
    office.store.runAsSystem(
        () -> {
          office.authorities.root(authority);
          office.authorities.ensure(
              authority,
              new CertificateOrder(
                  "beta-admin",
                  Subject.of("beta-admin"),
                  CertificateUse.IDENTITY,
                  List.of(),
                  Duration.ofDays(9),
                  new CertificateOrder.Holder.Outside("request")));
        });
  }

  private void comesBy(Authority authority) {
    office.framework.authorities =
        spec -> spec.nodes().get("rpc") == 2 ? List.of(authority) : List.of();
  }

  private void quote() {
    assertThat(
            office
                .quotes
                .quoteChange(office.viewer, office.tenant, network, ReturningTest::more)
                .spec()
                .nodes())
        .containsEntry("rpc", 2);
  }

  private String refusal() {
    return Refused.as(
            ProblemType.INVALID_SPEC,
            () ->
                office.quotes.quoteChange(
                    office.viewer, office.tenant, network, ReturningTest::more))
        .violations()
        .get(0)
        .message();
  }

  private static NetworkSpec more(NetworkSpec spec) {
    return spec.with(Map.of("validator", 4, "rpc", 2));
  }

  private Authority authority(Optional<String> root) {
    return new Authority(
        office.tenant,
        network,
        "beta-ca",
        Curve.P256,
        Subject.of("beta-ca"),
        Duration.ofDays(99),
        root);
  }
}
