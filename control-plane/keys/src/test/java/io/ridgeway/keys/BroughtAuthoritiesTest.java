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
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Authorities that organisations bring: what they are asked, and what of their answers is taken.
 */
class BroughtAuthoritiesTest {
  @TempDir Path directory;

  private Offices offices;
  private CustodyAuthority authorities;
  private OwnAuthority own;
  private Authority beta;
  private CertificateRequest peer;
  private CertificateRequest tls;

  @BeforeEach
  void anOrganisationBringsIts() {
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

  private Instant now() {
    return offices.fixture.clock.instant();
  }

  private Authority authority(String name, String root) {
    return new Authority(
        offices.fixture.tenant,
        offices.fixture.network,
        name,
        Curve.P256,
        Subject.of(name),
        Offices.TEN_YEARS,
        Optional.of(root));
  }

  private CertificateOrder order(
      String name, CertificateUse use, Subject subject, String... hosts) {
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

  @Test
  void custodyHasNoKeyOfIt() {
    assertThat(offices.fixture.custody.list(offices.fixture.network, Purpose.ISSUE)).isEmpty();
    assertThat(authorities.root(beta).pem()).isEqualTo(own.root);
    assertThat(authorities.list(offices.fixture.network)).containsExactly(authorities.root(beta));
  }

  @Test
  void whatItAnswersIsInTheBooks() {
    // When
    Certificate taken = accept(peer, own.answer(peer));

    // Then
    assertThat(taken.name()).isEqualTo("peer-beta-1");
    assertThat(taken.authority()).isEqualTo("beta-ca");
    assertThat(taken.generation()).isEqualTo(1);
    assertThat(taken.serial()).hasSize(32);
    assertThat(authorities.list(offices.fixture.network)).contains(taken);
    assertThat(accept(tls, own.answer(tls)).name()).isEqualTo("peer-beta-1-tls");

    // Then the same once more changes nothing, and another one takes its place
    assertThat(accept(peer, taken.pem())).isEqualTo(taken);
    assertThat(accept(peer, own.answer(peer)).generation()).isEqualTo(2);
  }

  @Test
  void itIssuesNothingHere() {
    CertificateOrder order =
        order("peer-beta-2", CertificateUse.IDENTITY, Subject.of("peer-beta-2").in("beta"));
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> authorities.ensure(beta, order))
        .withMessageContaining("hasn't certified peer-beta-2 yet");
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> authorities.renew(beta, order));
  }

  @Test
  void aRootIsForGoodOnceItHasCertified() {
    // Given an order that came to nothing
    Authority other = authority("beta-ca", new OwnAuthority(now()).root);
    assertThat(authorities.root(other).pem()).isEqualTo(other.root().orElseThrow());
    authorities.root(beta);

    // When
    accept(peer, own.answer(peer));

    // Then
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> authorities.root(other))
        .matches(refusal -> refusal.type() == ProblemType.CONFLICT);
  }

  @Test
  void anotherKeyIsRefused() {
    OwnAuthority.Says says = OwnAuthority.copied(request(peer).getRequestedExtensions());
    refused(
        peer,
        own.certificate(
            request(peer).getSubject(),
            own.keys,
            SubjectPublicKeyInfo.getInstance(OwnAuthority.pair().getPublic().getEncoded()),
            now().plus(Duration.ofDays(300)),
            says),
        "another key than the request's");
  }

  @Test
  void anotherIssuerIsRefused() {
    refused(peer, new OwnAuthority(now()).answer(peer), "isn't signed by the root");
  }

  @Test
  void theLastOfItsIntermediatesCertifiesAndSignsItsList() {
    // Given
    TestChain above = TestChain.root(now(), says -> says);
    TestChain last = above.under(now(), "Beta Members", says -> says.lasting(Duration.ofDays(200)));
    OwnAuthority members =
        new OwnAuthority(now(), last.name(), last.keys(), last.keyId(), above.pem() + last.pem());
    Authority gamma = authority("gamma-ca", members.root);
    Certificate root = authorities.root(gamma);
    CertificateRequest asked =
        authorities.request(
            gamma,
            order(
                "peer-gamma-1",
                CertificateUse.IDENTITY,
                Subject.of("peer-gamma-1").in("gamma").inUnit("peer")));

    // Then it is in the books with what leads to it, and ends when the first of these does
    assertThat(root.pem()).isEqualTo(members.root);
    assertThat(root.notAfter())
        .isEqualTo(now().plus(Duration.ofDays(200)).truncatedTo(ChronoUnit.SECONDS));
    assertThat(authorities.root(gamma)).isEqualTo(root);

    // Then what its root signed isn't taken, nor what outlives it
    OwnAuthority itsRoot =
        new OwnAuthority(now(), above.name(), above.keys(), above.keyId(), above.pem());
    refused(asked, itsRoot.answer(asked), "isn't signed by the last of the intermediates");
    refused(asked, members.answer(asked), "it ends after its authority does");
    Certificate taken = accept(asked, members.answer(asked, Duration.ofDays(100)));
    assertThat(taken.authority()).isEqualTo("gamma-ca");

    // Then its list is, and its root's isn't
    Instant until = now().plus(Duration.ofDays(30));
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> gammas(itsRoot.list(itsRoot.keys, now(), until, true)))
        .withMessageContaining("it is one of O=Beta Ltd,CN=Beta Root");
    assertThat(gammas(members.list(members.keys, now(), until, true, taken.pem())).holds(taken))
        .isTrue();
  }

  private RevocationList gammas(String list) {
    return authorities.accept(offices.fixture.tenant, offices.fixture.network, "gamma-ca", list);
  }

  @Test
  void whatHasEndedOrEndsSoonIsRefused() {
    refused(peer, answer(peer, Duration.ofSeconds(-1)), "it has expired on ");
    refused(peer, answer(peer, Duration.ofDays(6)), "for 7 days or more");
    refused(peer, answer(peer, Duration.ofDays(4000)), "ends after its authority does");
  }

  @Test
  void anotherNameOrPartIsRefused() {
    refused(peer, named("O=beta,OU=peer,CN=peer-beta-2"), "its CN is [peer-beta-2]");
    refused(peer, named("O=beta,CN=peer-beta-1"), "must have OU=peer");
    refused(peer, named("O=beta,OU=admin,CN=peer-beta-1"), "it has OU=admin");
    refused(peer, named("OU=peer,OU=admin,CN=peer-beta-1"), "must have OU=peer");
    assertThat(accept(peer, named("C=DE,O=Beta Ltd,OU=Berlin,OU=peer,CN=peer-beta-1")).generation())
        .isEqualTo(1);
  }

  @Test
  void missingHostsAreRefused() {
    refused(
        tls,
        saying(
            tls,
            draft -> {
              draft.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
              draft.addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(
                      new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                      }));
            }),
        "it lacks 127.0.0.1, 2001:db8::1, peer.example.org");
  }

  @Test
  void wrongUsageIsRefused() {
    refused(peer, saying(peer, draft -> {}), "must have digitalSignature");
    refused(
        peer,
        saying(
            peer,
            draft ->
                draft.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement))),
        "must have digitalSignature");
    refused(
        peer,
        saying(
            peer,
            draft -> {
              draft.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
              draft.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }),
        "CA:TRUE");
    refused(
        peer,
        saying(
            peer,
            draft -> {
              draft.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
              draft.addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            }),
        "leave that out");
    refused(
        tls,
        saying(
            tls,
            draft ->
                draft.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))),
        "serverAuth and clientAuth");
  }

  @Test
  void whatIsNoCertificateIsRefused() {
    refused(peer, "hello", "isn't one certificate in PEM");
    refused(peer, own.answer(peer) + own.root, "isn't one certificate in PEM");
    refused(peer, peer.request(), "isn't one certificate in PEM");
  }

  @Test
  void aListOfItsOwnIsTaken() {
    // Given
    Certificate taken = accept(peer, own.answer(peer));
    Instant until = now().plus(Duration.ofDays(30));

    // Then
    assertThat(
            authorities
                .accept(
                    offices.fixture.tenant,
                    offices.fixture.network,
                    "beta-ca",
                    own.list(own.keys, now(), until, true, taken.pem()))
                .holds(taken))
        .isTrue();
    refusedList(own.list(OwnAuthority.pair(), now(), until, true), "isn't signed by the key");
    refusedList(own.list(own.keys, now(), until, false), "doesn't name its authority's key");
    refusedList(own.list(own.keys, now().minusSeconds(60), now(), true), "it has ended");
    refusedList(
        own.list(own.keys, now().minusSeconds(60), until, true), "older than the one that stands");
    refusedList(own.list(own.keys, now().plusSeconds(900), until, true), "hasn't come yet");
    refusedList("hello", "isn't one in PEM");

    // Then custody signs none for it
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () ->
                authorities.revoke(
                    offices.fixture.tenant, offices.fixture.network, "beta-ca", "peer-beta-1"))
        .withMessageContaining("is elsewhere");
  }

  @Test
  void whatIsSignedWithAWeakHashIsRefused() {
    // Given
    own.scheme = "SHA1withECDSA";
    String weak = own.answer(peer);
    String list = own.list(own.keys, now(), now().plus(Duration.ofDays(30)), true);

    // Then
    refused(peer, weak, "its signature algorithm is 1.2.840.10045.4.1 and must be ecdsa-with-SHA");
    refusedList(list, "its signature algorithm is 1.2.840.10045.4.1 and must be ecdsa-with-SHA");
    own.scheme = "SHA512withECDSA";
    assertThat(accept(peer, own.answer(peer)).generation()).isEqualTo(1);
  }

  @Test
  void aPartIsNotTakenForTheWholeList() {
    refusedList(
        list(draft -> draft.addExtension(Extension.deltaCRLIndicator, true, number(1))),
        "it is a delta");
    refusedList(
        list(
            draft ->
                draft.addExtension(
                    Extension.issuingDistributionPoint,
                    true,
                    new IssuingDistributionPoint(null, true, false))),
        "indirect or of some certificates only");
    refusedList(
        list(draft -> draft.addExtension(Extension.freshestCRL, true, number(1))),
        "a critical extension that isn't known here, 2.5.29.46");
  }

  @Test
  void aListOfALowerNumberIsRefused() {
    // Given
    accept(list(draft -> draft.addExtension(Extension.cRLNumber, false, number(7))));

    // Then
    refusedList(
        list(draft -> draft.addExtension(Extension.cRLNumber, false, number(6))),
        "its number (cRLNumber) is 6, which is before the one that stands, 7");
    accept(list(draft -> draft.addExtension(Extension.cRLNumber, false, number(8))));
    accept(list(draft -> {}));
  }

  private static CRLNumber number(int number) {
    return new CRLNumber(BigInteger.valueOf(number));
  }

  private String list(OwnAuthority.Lists says) {
    return own.list(own.keys, now(), now().plus(Duration.ofDays(30)), true, says);
  }

  private void accept(String list) {
    authorities.accept(offices.fixture.tenant, offices.fixture.network, "beta-ca", list);
  }

  private void refusedList(String list, String why) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () ->
                authorities.accept(
                    offices.fixture.tenant, offices.fixture.network, "beta-ca", list))
        .withMessageContaining(why);
  }

  private Certificate accept(CertificateRequest asked, String certificate) {
    return authorities.accept(offices.fixture.tenant, offices.fixture.network, asked, certificate);
  }

  private void refused(CertificateRequest asked, String certificate, String why) {
    List<Certificate> before = authorities.list(offices.fixture.network);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> accept(asked, certificate))
        .withMessageStartingWith("The certificate for " + asked.name() + " is refused: ")
        .withMessageContaining(why)
        .matches(refusal -> refusal.type() == ProblemType.INVALID);
    assertThat(authorities.list(offices.fixture.network)).isEqualTo(before);
  }

  private static PKCS10CertificationRequest request(CertificateRequest asked) {
    return OwnAuthority.request(asked);
  }

  private String answer(CertificateRequest asked, Duration life) {
    return own.answer(
        request(asked).getSubject(),
        request(asked),
        life,
        OwnAuthority.copied(request(asked).getRequestedExtensions()));
  }

  private String named(String subject) {
    return own.answer(
        new X500Name(subject),
        request(peer),
        Duration.ofDays(300),
        OwnAuthority.copied(request(peer).getRequestedExtensions()));
  }

  private String saying(CertificateRequest asked, OwnAuthority.Says says) {
    return own.answer(request(asked).getSubject(), request(asked), Duration.ofDays(300), says);
  }
}
