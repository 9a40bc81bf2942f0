package io.ridgeway.engine.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateOrder.Holder;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The laws of certificate authorities that their fake keeps. */
class InMemoryAuthoritiesTest {
  private final SettableClock clock =
      SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00.5Z"));
  private final InMemoryStore store = new InMemoryStore();
  private final InMemoryAuthorities authorities = new InMemoryAuthorities(store, clock);
  private final TenantId tenant = TenantId.next();
  private final NetworkId network = NetworkId.next();
  private final Authority authority =
      new Authority(
          tenant, network, "org1-tlsca", Curve.P256, Subject.of("org1"), Duration.ofDays(100));

  @Test
  void givesTheSameForTheSameOrderAndAnotherForAnother() {
    store.runAsSystem(
        () -> {
          Certificate first = authorities.ensure(authority, order("localhost"));
          assertThat(authorities.ensure(authority, order("localhost"))).isEqualTo(first);
          Certificate other = authorities.ensure(authority, order("10.0.0.1"));
          assertThat(other.generation()).isEqualTo(2);
          assertThat(authorities.list(network)).containsExactly(authorities.root(authority), other);
        });
  }

  @Test
  void nothingEndsAfterItsIssuerAndNothingIsIssuedThen() {
    // Given
    Certificate root = store.asSystem(() -> authorities.root(authority));
    clock.advance(Duration.ofDays(60));
    // When
    Certificate late = store.asSystem(() -> authorities.renew(authority, order("localhost")));
    // Then
    assertThat(late.notAfter()).isEqualTo(root.notAfter());
    assertThat(late.notBefore()).isAfter(root.notBefore());
    clock.advance(Duration.ofDays(41));
    assertThatThrownBy(() -> store.asSystem(() -> authorities.renew(authority, order("localhost"))))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void aKeyOfAnotherKindIsRefused() {
    assertThatThrownBy(
            () ->
                store.asSystem(
                    () -> authorities.ensure(authority, order(Curve.SECP256K1, "localhost"))))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void whatIsRolledBackWasNotIssued() {
    // When
    assertThatThrownBy(
            () ->
                store.runAsSystem(
                    () -> {
                      authorities.ensure(authority, order("localhost"));
                      throw new IllegalArgumentException("no");
                    }))
        .hasMessage("no");
    // Then
    assertThat(store.asSystem(() -> authorities.list(network))).isEmpty();
    assertThat(store.asSystem(() -> store.custody.living(network))).isEmpty();
  }

  private CertificateOrder order(String host) {
    return order(Curve.P256, host);
  }

  private CertificateOrder order(Curve curve, String host) {
    ManagedKey key =
        store.custody.ensure(tenant, network, curve, Purpose.TLS, "peer-1-" + curve.ordinal());
    return new CertificateOrder(
        "peer-1",
        Subject.of("peer-1"),
        CertificateUse.TLS,
        List.of(host),
        Duration.ofDays(90),
        new Holder.Custody(key.id()));
  }
}
