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
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When authorities in custody issue a certificate, which one stands, and what they refuse. */
class CustodyAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");

  @TempDir Path directory;
  private Offices offices;
  private Authority authority;

  @BeforeEach
  void offices() {
    offices = new Offices(directory);
    authority = offices.authority("org1-ca", Curve.P256);
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
    OtherValidator.validate(offices.authorities.root(authority), certificates.get(0), NOW);
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
    OtherValidator.validate(
        offices.authorities.root(authority), second, NOW.plus(Duration.ofDays(100)));
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
}
