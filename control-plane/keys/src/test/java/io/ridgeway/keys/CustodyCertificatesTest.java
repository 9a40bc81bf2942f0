package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.key.Curve;
import java.nio.file.Path;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the certificates of custody's authorities say, and who takes them. */
class CustodyCertificatesTest {
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
    OtherValidator.validate(offices.authorities.root(of), node, NOW);
    OtherValidator.validate(offices.authorities.root(of), node, NOW.plus(Duration.ofDays(364)));
    assertThatThrownBy(
            () ->
                OtherValidator.validate(
                    offices.authorities.root(of), node, NOW.plus(Duration.ofDays(366))))
        .isInstanceOf(java.security.cert.CertPathValidatorException.class);
    Certificate stranger = offices.authorities.root(offices.authority("stranger", curve));
    assertThatThrownBy(() -> OtherValidator.validate(stranger, node, NOW))
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
      X509Certificate node =
          OtherValidator.read(factory, offices.issue(of, name, CertificateUse.IDENTITY));
      X509Certificate root = OtherValidator.read(factory, offices.authorities.root(of));

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
    X509Certificate root = OtherValidator.read(offices.authorities.root(authority));

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
    X509Certificate peer =
        OtherValidator.read(offices.issue(authority, "peer0", CertificateUse.IDENTITY));

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
        OtherValidator.read(
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
    assertThat(usages(OtherValidator.read(offices.issue(rsa, "node0", CertificateUse.TLS))))
        .containsExactly(0, 2);
  }

  @Test
  void aGuomiPairIsOneThatSignsAndOneThatEncrypts() throws Exception {
    Authority sm2 = offices.authority("chain", Curve.SM2);
    assertThat(usages(OtherValidator.read(offices.issue(sm2, "node0", CertificateUse.TLS_SIGNING))))
        .containsExactly(0, 1);
    assertThat(
            usages(
                OtherValidator.read(offices.issue(sm2, "node0-en", CertificateUse.TLS_ENCRYPTION))))
        .containsExactly(2, 3, 4);
  }

  @Test
  void aCertificateNamesItsIssuersKey() throws Exception {
    // When
    X509Certificate root = OtherValidator.read(offices.authorities.root(authority));
    X509Certificate peer =
        OtherValidator.read(offices.issue(authority, "peer0", CertificateUse.IDENTITY));

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
    assertThat(String.format("%032x", OtherValidator.read(first).getSerialNumber()))
        .isEqualTo(first.serial());
  }

  private static List<Integer> usages(X509Certificate certificate) {
    boolean[] bits = certificate.getKeyUsage();
    return java.util.stream.IntStream.range(0, bits.length).filter(i -> bits[i]).boxed().toList();
  }
}
