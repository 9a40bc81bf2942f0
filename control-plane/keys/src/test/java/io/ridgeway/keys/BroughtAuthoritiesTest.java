package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
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

  private BroughtOffice office;

  @BeforeEach
  void anOrganisationBringsIts() {
    office = new BroughtOffice(directory);
  }

  @Test
  void custodyHasNoKeyOfIt() {
    assertThat(office.offices.fixture.custody.list(office.offices.fixture.network, Purpose.ISSUE))
        .isEmpty();
    assertThat(office.authorities.root(office.beta).pem()).isEqualTo(office.own.root);
    assertThat(office.list()).containsExactly(office.authorities.root(office.beta));
  }

  @Test
  void whatItAnswersIsInTheBooks() {
    // When
    Certificate taken = office.accept(office.peer, office.own.answer(office.peer));

    // Then
    assertThat(taken.name()).isEqualTo("peer-beta-1");
    assertThat(taken.authority()).isEqualTo("beta-ca");
    assertThat(taken.generation()).isEqualTo(1);
    assertThat(taken.serial()).hasSize(32);
    assertThat(office.list()).contains(taken);
    assertThat(office.accept(office.tls, office.own.answer(office.tls)).name())
        .isEqualTo("peer-beta-1-tls");

    // Then the same once more changes nothing, and another one takes its place
    assertThat(office.accept(office.peer, taken.pem())).isEqualTo(taken);
    assertThat(office.accept(office.peer, office.own.answer(office.peer)).generation())
        .isEqualTo(2);
  }

  @Test
  void itIssuesNothingHere() {
    CertificateOrder order =
        office.order("peer-beta-2", CertificateUse.IDENTITY, Subject.of("peer-beta-2").in("beta"));
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> office.authorities.ensure(office.beta, order))
        .withMessageContaining("hasn't certified peer-beta-2 yet");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> office.authorities.renew(office.beta, order));
  }

  @Test
  void aRootIsForGoodOnceItHasCertified() {
    // Given an order that came to nothing
    Authority other = office.authority("beta-ca", new OwnAuthority(office.now()).root);
    assertThat(office.authorities.root(other).pem()).isEqualTo(other.root().orElseThrow());
    office.authorities.root(office.beta);

    // When
    office.accept(office.peer, office.own.answer(office.peer));

    // Then
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> office.authorities.root(other))
        .matches(refusal -> refusal.type() == ProblemType.CONFLICT);
  }

  @Test
  void anotherKeyIsRefused() {
    OwnAuthority.Says says = OwnAuthority.copied(request(office.peer).getRequestedExtensions());
    office.refused(
        office.peer,
        office.own.certificate(
            request(office.peer).getSubject(),
            office.own.keys,
            SubjectPublicKeyInfo.getInstance(OwnAuthority.pair().getPublic().getEncoded()),
            office.now().plus(Duration.ofDays(300)),
            says),
        "another key than the request's");
  }

  @Test
  void anotherIssuerIsRefused() {
    office.refused(
        office.peer,
        new OwnAuthority(office.now()).answer(office.peer),
        "isn't signed by the root");
  }

  @Test
  void theLastOfItsIntermediatesCertifiesAndSignsItsList() {
    // Given
    TestChain above = TestChain.root(office.now(), says -> says);
    TestChain last =
        above.under(office.now(), "Beta Members", says -> says.lasting(Duration.ofDays(200)));
    OwnAuthority members =
        new OwnAuthority(
            office.now(), last.name(), last.keys(), last.keyId(), above.pem() + last.pem());
    Authority gamma = office.authority("gamma-ca", members.root);
    Certificate root = office.authorities.root(gamma);
    CertificateRequest asked =
        office.authorities.request(
            gamma,
            office.order(
                "peer-gamma-1",
                CertificateUse.IDENTITY,
                Subject.of("peer-gamma-1").in("gamma").inUnit("peer")));

    // Then it is in the books with what leads to it, and ends when the first of these does
    assertThat(root.pem()).isEqualTo(members.root);
    assertThat(root.notAfter())
        .isEqualTo(office.now().plus(Duration.ofDays(200)).truncatedTo(ChronoUnit.SECONDS));
    assertThat(office.authorities.root(gamma)).isEqualTo(root);

    // Then what its root signed isn't taken, nor what outlives it
    OwnAuthority itsRoot =
        new OwnAuthority(office.now(), above.name(), above.keys(), above.keyId(), above.pem());
    office.refused(asked, itsRoot.answer(asked), "isn't signed by the last of the intermediates");
    office.refused(asked, members.answer(asked), "it ends after its authority does");
    Certificate taken = office.accept(asked, members.answer(asked, Duration.ofDays(100)));
    assertThat(taken.authority()).isEqualTo("gamma-ca");

    // Then its list is, and its root's isn't
    Instant until = office.now().plus(Duration.ofDays(30));
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () ->
                office.acceptList(
                    "gamma-ca", itsRoot.list(itsRoot.keys, office.now(), until, true)))
        .withMessageContaining("it is one of O=Beta Ltd,CN=Beta Root")
        .withMessageContaining("certifies no member")
        .withMessageContaining("Bring the list of O=Beta Ltd,CN=Beta Members");
    // Then one that revokes an authority of the line is read, and what it means is said
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () ->
                office.acceptList(
                    "gamma-ca", itsRoot.list(itsRoot.keys, office.now(), until, true, last.pem())))
        .withMessageContaining("revokes O=Beta Ltd,CN=Beta Members")
        .withMessageContaining("let the organisation go")
        .matches(refusal -> refusal.type() == ProblemType.CONFLICT);
    // Then not one that the configuration has no room for
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> office.acceptList("gamma-ca", "x".repeat(64 * 1024 + 1)))
        .withMessageContaining("it has 65537 characters")
        .withMessageContaining("takes 65536")
        .matches(refusal -> refusal.type() == ProblemType.INVALID);
    // Then not by somebody else's word
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () ->
                office.acceptList(
                    "gamma-ca",
                    itsRoot.list(OwnAuthority.pair(), office.now(), until, true, last.pem())))
        .withMessageContaining("isn't signed by the key of the authority")
        .matches(refusal -> refusal.type() == ProblemType.INVALID);
    assertThat(office.authorities.revocations(office.offices.fixture.network)).isEmpty();
    assertThat(
            office
                .acceptList(
                    "gamma-ca", members.list(members.keys, office.now(), until, true, taken.pem()))
                .holds(taken))
        .isTrue();
  }

  @Test
  void whatHasEndedOrEndsSoonIsRefused() {
    office.refused(office.peer, answer(office.peer, Duration.ofSeconds(-1)), "it has expired on ");
    office.refused(office.peer, answer(office.peer, Duration.ofDays(6)), "for 7 days or more");
    office.refused(
        office.peer, answer(office.peer, Duration.ofDays(4000)), "ends after its authority does");
  }

  @Test
  void anotherNameOrPartIsRefused() {
    office.refused(office.peer, named("O=beta,OU=peer,CN=peer-beta-2"), "its CN is [peer-beta-2]");
    office.refused(office.peer, named("O=beta,CN=peer-beta-1"), "must have OU=peer");
    office.refused(office.peer, named("O=beta,OU=admin,CN=peer-beta-1"), "it has OU=admin");
    office.refused(office.peer, named("OU=peer,OU=admin,CN=peer-beta-1"), "must have OU=peer");
    assertThat(
            office
                .accept(office.peer, named("C=DE,O=Beta Ltd,OU=Berlin,OU=peer,CN=peer-beta-1"))
                .generation())
        .isEqualTo(1);
  }

  @Test
  void missingHostsAreRefused() {
    office.refused(
        office.tls,
        saying(
            office.tls,
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
    office.refused(office.peer, saying(office.peer, draft -> {}), "must have digitalSignature");
    office.refused(
        office.peer,
        saying(
            office.peer,
            draft ->
                draft.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement))),
        "must have digitalSignature");
    office.refused(
        office.peer,
        saying(
            office.peer,
            draft -> {
              draft.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
              draft.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }),
        "CA:TRUE");
    office.refused(
        office.peer,
        saying(
            office.peer,
            draft -> {
              draft.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
              draft.addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            }),
        "leave that out");
    office.refused(
        office.tls,
        saying(
            office.tls,
            draft ->
                draft.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))),
        "serverAuth and clientAuth");
  }

  @Test
  void whatIsNoCertificateIsRefused() {
    office.refused(office.peer, "hello", "isn't one certificate in PEM");
    office.refused(
        office.peer,
        office.own.answer(office.peer) + office.own.root,
        "isn't one certificate in PEM");
    office.refused(office.peer, office.peer.request(), "isn't one certificate in PEM");
  }

  @Test
  void whatIsSignedWithAWeakHashIsRefused() {
    // Given
    office.own.scheme = "SHA1withECDSA";
    String weak = office.own.answer(office.peer);

    // Then
    office.refused(
        office.peer,
        weak,
        "its signature algorithm is 1.2.840.10045.4.1 and must be ecdsa-with-SHA");
    office.own.scheme = "SHA512withECDSA";
    assertThat(office.accept(office.peer, office.own.answer(office.peer)).generation())
        .isEqualTo(1);
  }

  private static PKCS10CertificationRequest request(CertificateRequest asked) {
    return OwnAuthority.request(asked);
  }

  private String answer(CertificateRequest asked, Duration life) {
    return office.own.answer(
        request(asked).getSubject(),
        request(asked),
        life,
        OwnAuthority.copied(request(asked).getRequestedExtensions()));
  }

  private String named(String subject) {
    return office.own.answer(
        new X500Name(subject),
        request(office.peer),
        Duration.ofDays(300),
        OwnAuthority.copied(request(office.peer).getRequestedExtensions()));
  }

  private String saying(CertificateRequest asked, OwnAuthority.Says says) {
    return office.own.answer(
        request(asked).getSubject(), request(asked), Duration.ofDays(300), says);
  }
}
