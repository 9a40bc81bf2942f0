package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.keys.secp256k1.PortableSecp256k1;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.journal.Journal.JournalUnavailable;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws of {@code CertificateAuthority}. */
class CustodyAuthorityTest {
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");

  @TempDir Path directory;
  private Offices offices;
  private Authority authority;

  @BeforeEach
  void offices() {
    offices = new Offices(directory);
    authority = offices.authority("org1-ca", Curve.P256);
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void issuesWhatAValidatorOfOthersTakes(Curve curve) throws Exception {
    // Given
    Authority of = offices.authority("root", curve);

    // When
    Certificate node = offices.issue(of, "peer0", CertificateUse.TLS, "peer0.example.org");

    // Then
    validate(offices.authorities.root(of), node, NOW);
    validate(offices.authorities.root(of), node, NOW.plus(Duration.ofDays(364)));
    assertThatThrownBy(
            () -> validate(offices.authorities.root(of), node, NOW.plus(Duration.ofDays(366))))
        .isInstanceOf(java.security.cert.CertPathValidatorException.class);
    Certificate stranger = offices.authorities.root(offices.authority("stranger", curve));
    assertThatThrownBy(() -> validate(stranger, node, NOW))
        .isInstanceOf(java.security.cert.CertPathValidatorException.class);
  }

  @Test
  void javasOwnValidatorTakesThemToo() throws Exception {
    for (Curve curve : List.of(Curve.P256, Curve.RSA2048, Curve.ED25519)) {
      // Given
      Authority of = offices.authority(curve.name().toLowerCase(java.util.Locale.ROOT), curve);
      CertificateFactory factory = CertificateFactory.getInstance("X.509");

      // When
      String name = "peer-" + of.name();
      X509Certificate node = read(factory, offices.issue(of, name, CertificateUse.IDENTITY));
      X509Certificate root = read(factory, offices.authorities.root(of));

      // Then
      PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      trust.setRevocationEnabled(false);
      trust.setDate(Date.from(NOW));
      CertPathValidator.getInstance("PKIX")
          .validate(factory.generateCertPath(List.of(node)), trust);
    }
  }

  @Test
  void aRootSignsCertificatesAndListsOnly() throws Exception {
    // When
    X509Certificate root = read(offices.authorities.root(authority));

    // Then
    assertThat(root.getBasicConstraints()).isZero();
    assertThat(usages(root)).containsExactly(5, 6); // keyCertSign, cRLSign
    assertThat(root.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
    assertThat(root.getExtensionValue("2.5.29.14")).isNotNull();
    assertThat(root.getSubjectX500Principal()).isEqualTo(root.getIssuerX500Principal());
    assertThat(root.getSubjectX500Principal().getName()).isEqualTo("CN=org1-ca.example.org,O=Org1");
    assertThat(root.getNotBefore()).isEqualTo(NOW.minusSeconds(300));
    assertThat(root.getNotAfter()).isEqualTo(NOW.plus(Offices.TEN_YEARS));
  }

  @Test
  void anIdentitySignsAndItsUnitSaysWhatItIs() throws Exception {
    // When
    X509Certificate peer = read(offices.issue(authority, "peer0", CertificateUse.IDENTITY));

    // Then
    assertThat(peer.getSubjectX500Principal().getName())
        .isEqualTo("CN=peer0.example.org,OU=peer,O=Org1");
    assertThat(peer.getBasicConstraints()).isEqualTo(-1);
    assertThat(usages(peer)).containsExactly(0); // digitalSignature
    assertThat(peer.getExtendedKeyUsage()).isNull();
    assertThat(peer.getSubjectAlternativeNames()).isNull();
    assertThat(peer.getNotBefore()).isEqualTo(NOW.minusSeconds(300));
    assertThat(peer.getNotAfter()).isEqualTo(NOW.plus(Offices.YEAR));
  }

  @Test
  void anEndOfTlsServesAndCallsAtItsAddresses() throws Exception {
    // When
    X509Certificate peer =
        read(
            offices.issue(
                authority, "peer0", CertificateUse.TLS, "peer0.example.org", "10.1.2.3", "::1"));

    // Then
    assertThat(usages(peer)).containsExactly(0);
    assertThat(peer.getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(peer.getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(
            List.of(7, "10.1.2.3"), List.of(7, "0:0:0:0:0:0:0:1"), List.of(2, "peer0.example.org"));
  }

  @Test
  void rsaKeysOfTlsAlsoTakeInKeys() throws Exception {
    Authority rsa = offices.authority("chain", Curve.RSA2048);
    assertThat(usages(read(offices.issue(rsa, "node0", CertificateUse.TLS)))).containsExactly(0, 2);
  }

  @Test
  void aGuomiPairIsOneThatSignsAndOneThatEncrypts() throws Exception {
    Authority sm2 = offices.authority("chain", Curve.SM2);
    assertThat(usages(read(offices.issue(sm2, "node0", CertificateUse.TLS_SIGNING))))
        .containsExactly(0, 1);
    assertThat(usages(read(offices.issue(sm2, "node0-en", CertificateUse.TLS_ENCRYPTION))))
        .containsExactly(2, 3, 4);
  }

  @Test
  void aCertificateNamesItsIssuersKey() throws Exception {
    // When
    X509Certificate root = read(offices.authorities.root(authority));
    X509Certificate peer = read(offices.issue(authority, "peer0", CertificateUse.IDENTITY));

    // Then: OCTET STRING { OCTET STRING id } there, OCTET STRING { SEQUENCE { [0] id } } here
    byte[] subject = root.getExtensionValue("2.5.29.14");
    byte[] issuer = peer.getExtensionValue("2.5.29.35");
    assertThat(Arrays.copyOfRange(issuer, 6, issuer.length))
        .hasSize(32)
        .isEqualTo(Arrays.copyOfRange(subject, 4, subject.length));
  }

  @Test
  void serialNumbersAre128BitsOfItsOwn() throws Exception {
    // When
    Certificate first = offices.issue(authority, "peer0", CertificateUse.IDENTITY);
    Certificate second = offices.issue(authority, "peer1", CertificateUse.IDENTITY);

    // Then
    assertThat(first.serial()).matches("[0-9a-f]{32}").isNotEqualTo(second.serial());
    assertThat(String.format("%032x", read(first).getSerialNumber())).isEqualTo(first.serial());
  }

  @Test
  void givesTheSameForTheSameOrderUntilItEnds() {
    // Given
    ManagedKey key = offices.fixture.key(Curve.P256, Purpose.NODE, "peer0");
    CertificateOrder order = offices.order("peer0", CertificateUse.IDENTITY, key);
    Certificate first = offices.authorities.ensure(authority, order);

    // Then
    offices.fixture.clock.advance(Duration.ofDays(365).minusSeconds(1));
    assertThat(offices.authorities.ensure(authority, order)).isEqualTo(first);
    assertThat(offices.authorities.root(authority)).isEqualTo(offices.authorities.root(authority));
    offices.fixture.clock.advance(Duration.ofSeconds(1));
    assertThat(offices.authorities.ensure(authority, order).generation()).isEqualTo(2);
  }

  @Test
  void givesAnotherWhenAnythingButTheLifetimeIsOrderedOtherwise() {
    // Given
    ManagedKey key = offices.fixture.key(Curve.P256, Purpose.TLS, "peer0");
    ManagedKey other = offices.fixture.key(Curve.P256, Purpose.TLS, "peer0-2");
    Certificate first =
        offices.authorities.ensure(
            authority, offices.order("peer0", CertificateUse.TLS, key, "a.example.org"));

    // Then
    CertificateOrder longer =
        new CertificateOrder(
            "peer0",
            Subject.of("peer0.example.org").in("Org1").inUnit("peer"),
            CertificateUse.TLS,
            List.of("a.example.org"),
            Offices.YEAR.multipliedBy(2),
            new CertificateOrder.Holder.Custody(key.id()));
    assertThat(offices.authorities.ensure(authority, longer)).isEqualTo(first);
    int generation = 1;
    for (CertificateOrder changed :
        List.of(
            offices.order("peer0", CertificateUse.TLS, key, "b.example.org"),
            offices.order("peer0", CertificateUse.IDENTITY, key, "b.example.org"),
            offices.order("peer0", CertificateUse.IDENTITY, other, "b.example.org"))) {
      assertThat(offices.authorities.ensure(authority, changed).generation())
          .isEqualTo(++generation);
      assertThat(offices.authorities.ensure(authority, changed).generation()).isEqualTo(generation);
    }
    assertThat(offices.authorities.list(offices.fixture.network))
        .extracting(Certificate::name, Certificate::generation)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("org1-ca", 1),
            org.assertj.core.groups.Tuple.tuple("peer0", 4));
  }

  @Test
  void givesTheSameToAllWhoRace() throws Exception {
    // Given
    ManagedKey key = offices.fixture.key(Curve.P256, Purpose.NODE, "peer0");

    // When
    List<Certificate> certificates =
        Racing.all(
            4,
            () ->
                offices.authorities.ensure(
                    authority, offices.order("peer0", CertificateUse.IDENTITY, key)));

    // Then
    assertThat(certificates).containsOnly(certificates.get(0));
    validate(offices.authorities.root(authority), certificates.get(0), NOW);
  }

  @Test
  void renewsWhateverStands() throws Exception {
    // Given
    ManagedKey key = offices.fixture.key(Curve.P256, Purpose.NODE, "peer0");
    CertificateOrder order = offices.order("peer0", CertificateUse.IDENTITY, key);
    Certificate first = offices.authorities.ensure(authority, order);

    // When
    offices.fixture.clock.advance(Duration.ofDays(100));
    Certificate second = offices.authorities.renew(authority, order);

    // Then
    assertThat(second.generation()).isEqualTo(2);
    assertThat(second.notAfter()).isEqualTo(first.notAfter().plus(Duration.ofDays(100)));
    assertThat(offices.authorities.ensure(authority, order)).isEqualTo(second);
    validate(offices.authorities.root(authority), second, NOW.plus(Duration.ofDays(100)));
  }

  @Test
  void nothingBeginsBeforeItsIssuerOrEndsAfterIt() {
    // Given
    Authority brief = offices.authority("brief", Curve.P256, Duration.ofDays(10));

    // When
    Certificate root = offices.authorities.root(brief);
    Certificate early = offices.issue(brief, "peer0", CertificateUse.IDENTITY);
    offices.fixture.clock.advance(Duration.ofDays(9));
    Certificate late = offices.issue(brief, "peer1", CertificateUse.IDENTITY);

    // Then
    assertThat(early.notBefore()).isEqualTo(root.notBefore());
    assertThat(List.of(early, late))
        .extracting(Certificate::notAfter)
        .containsOnly(root.notAfter());
    offices.fixture.clock.advance(Duration.ofDays(2));
    assertRefused(
        ProblemType.CONFLICT,
        "The authority brief issues nothing: its own certificate holds from"
            + " 2026-03-01T10:10:30Z to 2026-03-11T10:15:30Z.",
        () -> offices.issue(brief, "peer2", CertificateUse.IDENTITY));
  }

  @Test
  void whatItSaysDependsOnOrderTimeAndNumberAlone() {
    // Given
    EnvelopeCustody portable =
        offices.fixture.another(
            offices.fixture.kek,
            offices.fixture.journal,
            KeyAlgorithms.portable(new PortableSecp256k1()));
    SecureRandom seven =
        new SecureRandom() {
          @Override
          public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 7);
          }
        };
    ManagedKey key = offices.fixture.key(Curve.P256, Purpose.NODE, "peer0");
    CertificateOrder order = offices.order("peer0", CertificateUse.IDENTITY, key);

    // When
    Certificate first = offices.with(portable, seven).renew(authority, order);
    Certificate second = offices.with(portable, seven).renew(authority, order);

    // Then
    assertThat(second.pem()).isEqualTo(first.pem());
    assertThat(second.serial()).isEqualTo("07".repeat(16));
  }

  @Test
  void writesEachCertificateDownFirst() {
    // When
    Certificate peer = offices.issue(authority, "peer0", CertificateUse.IDENTITY);

    // Then
    assertThat(offices.fixture.journal.actions())
        .containsExactly("key.create", "key.create", "key.sign", "key.sign");
    assertThat(offices.fixture.journal.entries().get(3).fields().get("reason"))
        .isEqualTo(
            "certificate peer0 of org1-ca, serial %s, until 2027-03-01T10:15:30Z, for"
                    .formatted(peer.serial())
                + " O=Org1,OU=peer,CN=peer0.example.org");
  }

  @Test
  void issuesNothingWithoutTheJournal() {
    // Given
    ManagedKey key = offices.fixture.key(Curve.P256, Purpose.NODE, "peer0");
    offices.authorities.root(authority);
    offices.fixture.journal.failing(true);

    // Then
    assertThatThrownBy(
            () ->
                offices.authorities.ensure(
                    authority, offices.order("peer0", CertificateUse.IDENTITY, key)))
        .isInstanceOf(JournalUnavailable.class);
    assertThat(offices.authorities.list(offices.fixture.network)).hasSize(1);
  }

  @Test
  void refusesAnAuthorityThatStandsOtherwise() {
    // Given
    offices.authorities.root(authority);

    // Then
    Authority other =
        new Authority(
            authority.tenant(),
            authority.network(),
            "org1-ca",
            Curve.P256,
            Subject.of("somebody else"),
            Offices.YEAR);
    String message = "The authority org1-ca stands with another kind of key or subject.";
    assertRefused(ProblemType.CONFLICT, message, () -> offices.authorities.root(other));
    assertRefused(
        ProblemType.CONFLICT,
        message,
        () -> offices.authorities.root(offices.authority("org1-ca", Curve.SM2)));
  }

  @Test
  void certifiesNoKeyOfAnotherNetworkOrKindAndNotItsOwn() {
    // Given
    ManagedKey foreign =
        offices.fixture.custody.ensure(
            offices.fixture.tenant, NetworkId.next(), Curve.P256, Purpose.NODE, "peer0");
    ManagedKey sm2 = offices.fixture.key(Curve.SM2, Purpose.NODE, "peer0");
    offices.authorities.root(authority);
    ManagedKey own = offices.fixture.key(Curve.P256, Purpose.ISSUE, "org1-ca");

    // Then
    assertRefused(
        ProblemType.NOT_FOUND,
        "There is no key " + foreign.id() + ".",
        () -> ensure("peer0", foreign));
    assertRefused(
        ProblemType.INVALID,
        "The authority org1-ca certifies keys of P256; key " + sm2.id() + " is one of SM2.",
        () -> ensure("peer0", sm2));
    assertRefused(
        ProblemType.INVALID,
        "The key to be certified is the authority's own.",
        () -> ensure("peer0", own));
    assertRefused(
        ProblemType.INVALID,
        "The name org1-ca is the authority's own; choose another one.",
        () -> ensure("org1-ca", own));
  }

  private Certificate ensure(String name, ManagedKey key) {
    return offices.authorities.ensure(authority, offices.order(name, CertificateUse.IDENTITY, key));
  }

  private static void assertRefused(ProblemType type, String message, ThrowingCallable call) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(call)
        .withMessage(message)
        .matches(refusal -> refusal.type() == type);
  }

  private static void validate(Certificate root, Certificate leaf, Instant at) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509", BOUNCY_CASTLE);
    PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(read(factory, root), null)));
    trust.setRevocationEnabled(false);
    trust.setDate(Date.from(at));
    CertPathValidator.getInstance("PKIX", BOUNCY_CASTLE)
        .validate(factory.generateCertPath(List.of(read(factory, leaf))), trust);
  }

  private static X509Certificate read(Certificate certificate) throws Exception {
    return read(CertificateFactory.getInstance("X.509", BOUNCY_CASTLE), certificate);
  }

  private static X509Certificate read(CertificateFactory factory, Certificate certificate)
      throws Exception {
    return (X509Certificate)
        factory.generateCertificate(
            new ByteArrayInputStream(certificate.pem().getBytes(StandardCharsets.US_ASCII)));
  }

  private static List<Integer> usages(X509Certificate certificate) {
    boolean[] bits = certificate.getKeyUsage();
    return java.util.stream.IntStream.range(0, bits.length).filter(i -> bits[i]).boxed().toList();
  }
}
