package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.keys.certificate.CustodyAuthority;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The authorities of a network in which the organisation beta brings its own. */
final class BroughtOffice {
  final Offices offices;
  final CustodyAuthority authorities;

  /** Beta's, away from here. */
  final OwnAuthority own;

  /** The same, as custody knows it. */
  final Authority beta;

  /** What it is asked for: a peer's certificate, and one for its end of TLS. */
  final CertificateRequest peer;

  final CertificateRequest tls;

  BroughtOffice(Path directory) {
    offices = new Offices(directory);
    authorities = offices.authorities;
    own = new OwnAuthority(now());
    beta = authority("beta-ca", own.root);
    authorities.root(beta);
    peer =
        authorities.request(
            beta,
            order(
                "peer-beta-1",
                CertificateUse.IDENTITY,
                Subject.of("peer-beta-1").in("beta").inUnit("peer")));
    tls =
        authorities.request(
            beta,
            order(
                "peer-beta-1-tls",
                CertificateUse.TLS,
                Subject.of("peer-beta-1").in("beta"),
                "127.0.0.1",
                "peer.example.org",
                "2001:db8::1"));
  }

  Instant now() {
    return offices.fixture.clock.instant();
  }

  Authority authority(String name, String root) {
    return new Authority(
        offices.fixture.tenant,
        offices.fixture.network,
        name,
        Curve.P256,
        Subject.of(name),
        Offices.TEN_YEARS,
        Optional.of(root));
  }

  CertificateOrder order(String name, CertificateUse use, Subject subject, String... hosts) {
    ManagedKey key =
        offices.fixture.key(
            Curve.P256, use == CertificateUse.TLS ? Purpose.TLS : Purpose.NODE, name);
    return new CertificateOrder(
        name,
        subject,
        use,
        List.of(hosts),
        Offices.YEAR,
        new CertificateOrder.Holder.Custody(key.id()));
  }

  List<Certificate> list() {
    return authorities.list(offices.fixture.network);
  }

  Certificate accept(CertificateRequest asked, String certificate) {
    return authorities.accept(offices.fixture.tenant, offices.fixture.network, asked, certificate);
  }

  void refused(CertificateRequest asked, String certificate, String why) {
    List<Certificate> before = list();
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> accept(asked, certificate))
        .withMessageStartingWith("The certificate for " + asked.name() + " is refused: ")
        .withMessageContaining(why)
        .matches(refusal -> refusal.type() == ProblemType.INVALID);
    assertThat(list()).isEqualTo(before);
  }

  /** Takes an authority's list of what it has revoked. */
  RevocationList acceptList(String authority, String list) {
    return authorities.accept(offices.fixture.tenant, offices.fixture.network, authority, list);
  }

  /** Beta's list isn't taken. */
  void refusedList(String list, String why) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> acceptList("beta-ca", list))
        .withMessageContaining(why);
  }
}
