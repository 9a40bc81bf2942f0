package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.keys.certificate.Pem;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that an authority in custody takes back. */
class RevocationTest {
  @TempDir Path directory;

  private Offices offices;
  private Authority authority;

  @BeforeEach
  void open() {
    offices = new Offices(directory);
    authority = offices.authority("alpha-ca", Curve.P256);
  }

  @Test
  void theAuthoritySignsAListOfThem() throws Exception {
    // Given
    ManagedKey key = offices.fixture.key(Curve.P256, Purpose.TRANSACTION, "clerk");
    Certificate first =
        offices.authorities.ensure(authority, offices.order("clerk", CertificateUse.IDENTITY, key));
    Certificate second =
        offices.authorities.renew(authority, offices.order("clerk", CertificateUse.IDENTITY, key));
    Certificate other = offices.issue(authority, "bot", CertificateUse.IDENTITY);

    // When
    RevocationList list = revoke("clerk");

    // Then all of that name are on it, and nobody else is
    assertThat(list.number()).isEqualTo(1);
    assertThat(list.holds(first)).isTrue();
    assertThat(list.holds(second)).isTrue();
    assertThat(list.holds(other)).isFalse();
    X509CRL read = read(list);
    X509Certificate root = x509(offices.authorities.root(authority).pem());
    read.verify(root.getPublicKey());
    assertThat(read.getIssuerX500Principal()).isEqualTo(root.getSubjectX500Principal());
    assertThat(read.getRevokedCertificate(new BigInteger(second.serial(), 16))).isNotNull();
    assertThat(read.isRevoked(x509(other.pem()))).isFalse();
    assertThat(
            AuthorityKeyIdentifier.fromExtensions(holder(list).getExtensions())
                .getKeyIdentifierOctets())
        .as("Fabric tells lists by it")
        .isEqualTo(
            SubjectKeyIdentifier.fromExtensions(
                    new X509CertificateHolder(root.getEncoded()).getExtensions())
                .getKeyIdentifier());

    // Then the same once more is the same, and the next list has all of the one before
    assertThat(revoke("clerk")).isEqualTo(list);
    RevocationList next = revoke("bot");
    assertThat(next.number()).isEqualTo(2);
    assertThat(next.holds(first)).isTrue();
    assertThat(next.holds(other)).isTrue();
    assertThat(read(next).getRevokedCertificates()).hasSize(3);
    assertThat(offices.authorities.revocations(offices.fixture.network)).containsExactly(next);
  }

  @Test
  void whatIsNotThereIsNotRevoked() {
    offices.authorities.root(authority);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> revoke("nobody"))
        .matches(refusal -> refusal.type() == ProblemType.NOT_FOUND);
    assertThatExceptionOfType(Refusal.class)
        .as("an authority's own certificate isn't one that it gave")
        .isThrownBy(() -> revoke("alpha-ca"));
    assertThat(offices.authorities.revocations(offices.fixture.network)).isEmpty();
  }

  private RevocationList revoke(String name) {
    return offices.authorities.revoke(
        offices.fixture.tenant, offices.fixture.network, "alpha-ca", name);
  }

  private static X509CRLHolder holder(RevocationList list) throws Exception {
    return new X509CRLHolder(Pem.read("X509 CRL", list.pem()).orElseThrow());
  }

  private static X509CRL read(RevocationList list) throws Exception {
    return (X509CRL)
        CertificateFactory.getInstance("X.509")
            .generateCRL(new ByteArrayInputStream(list.pem().getBytes(StandardCharsets.US_ASCII)));
  }

  private static X509Certificate x509(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }
}
