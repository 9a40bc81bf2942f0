package io.ridgeway.keys;

import io.ridgeway.model.certificate.Certificate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Reads and validates certificates as others do: by BouncyCastle's own provider. */
final class OtherValidator {
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private OtherValidator() {}

  /**
   * Returns if the root vouches for the leaf at that time.
   *
   * @throws java.security.cert.CertPathValidatorException otherwise
   */
  static void validate(Certificate root, Certificate leaf, Instant at) throws Exception {
    PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(read(root), null)));
    trust.setRevocationEnabled(false);
    trust.setDate(Date.from(at));
    CertPathValidator.getInstance("PKIX", BOUNCY_CASTLE)
        .validate(factory().generateCertPath(List.of(read(leaf))), trust);
  }

  static X509Certificate read(Certificate certificate) throws Exception {
    return read(factory(), certificate);
  }

  /** The same by another provider. */
  static X509Certificate read(CertificateFactory factory, Certificate certificate)
      throws Exception {
    return (X509Certificate)
        factory.generateCertificate(
            new ByteArrayInputStream(certificate.pem().getBytes(StandardCharsets.US_ASCII)));
  }

  private static CertificateFactory factory() throws Exception {
    return CertificateFactory.getInstance("X.509", BOUNCY_CASTLE);
  }
}
