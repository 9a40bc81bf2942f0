package io.ridgeway.framework.fiscobcos;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** An X.509 certificate, of RSA or SM2. */
record X509(X509Certificate certificate) {
  /** Not registered: nobody else's cryptography changes by it. It knows SM2, the JDK doesn't. */
  private static final Provider PROVIDER = new BouncyCastleProvider();

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int KEY_CERT_SIGN = 5;

  /** Empty if the text is no certificate. */
  static Optional<X509> parse(String pem) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509", PROVIDER);
      byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
      return Optional.ofNullable(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)))
          .map(X509::new);
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  Instant notBefore() {
    return certificate.getNotBefore().toInstant();
  }

  Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  boolean isOf(Cryptography cryptography) {
    return switch (cryptography) {
      case STANDARD -> certificate.getPublicKey() instanceof RSAPublicKey;
      case GUOMI -> isSm2();
    };
  }

  private boolean isSm2() {
    return GMObjectIdentifiers.sm2p256v1.equals(spki().getAlgorithm().getParameters());
  }

  boolean isIssuedBy(X509 authority) {
    if (!certificate.getIssuerX500Principal().equals(authority.subject())) {
      return false;
    }
    PublicKey key = authority.certificate.getPublicKey();
    try {
      certificate.verify(key, PROVIDER);
      return true;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private javax.security.auth.x500.X500Principal subject() {
    return certificate.getSubjectX500Principal();
  }

  /** The official tool's RSA authority has version 1, which knows no extensions. */
  boolean mayIssue() {
    return (certificate.getVersion() == 1 || certificate.getBasicConstraints() >= 0)
        && may(KEY_CERT_SIGN);
  }

  boolean maySign() {
    return may(DIGITAL_SIGNATURE);
  }

  boolean mayEncipher() {
    return may(KEY_ENCIPHERMENT);
  }

  /** Without the extension every use is allowed: so is the official tool's RSA certificate. */
  private boolean may(int use) {
    boolean[] uses = certificate.getKeyUsage();
    return uses == null || uses[use];
  }

  /**
   * What peers know the holder by, as the official tool writes it to {@code ssl.nodeid}: the
   * modulus of an RSA key, the point of an SM2 key without its leading 0x04, in lower-case hex.
   */
  String peerId() {
    if (certificate.getPublicKey() instanceof RSAPublicKey rsa) {
      return rsa.getModulus().toString(16);
    }
    byte[] point = spki().getPublicKeyData().getOctets();
    return HexFormat.of().formatHex(Arrays.copyOfRange(point, 1, point.length));
  }

  private SubjectPublicKeyInfo spki() {
    return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
  }
}
