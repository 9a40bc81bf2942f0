package io.ridgeway.keys.certificate;

import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.key.Curve;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;

/** What a certificate says besides its time and number. */
record Content(X500Name subject, SubjectPublicKeyInfo publicKey, Extensions extensions) {
  private static final KeyPurposeId[] BOTH_ENDS = {
    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
  };

  /**
   * Of an authority's own certificate. It issues to nodes and people, not to further authorities.
   */
  static Content of(Authority authority, byte[] publicKey) {
    SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(publicKey);
    ExtensionsGenerator says = new ExtensionsGenerator();
    add(says, Extension.basicConstraints, true, new BasicConstraints(0));
    add(says, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    add(says, Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(digest(key)));
    return new Content(Names.of(authority.subject()), key, says.generate());
  }

  /**
   * Of what it issues.
   *
   * @param issuer the authority's public key
   */
  static Content of(CertificateOrder order, Curve curve, byte[] publicKey, byte[] issuer) {
    SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(publicKey);
    ExtensionsGenerator says = new ExtensionsGenerator();
    add(says, Extension.basicConstraints, true, new BasicConstraints(false));
    add(says, Extension.keyUsage, true, new KeyUsage(usage(order, curve)));
    if (order.use() == CertificateUse.TLS) {
      add(says, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(BOTH_ENDS));
    }
    add(says, Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(digest(key)));
    add(
        says,
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(digest(SubjectPublicKeyInfo.getInstance(issuer))));
    if (!order.hosts().isEmpty()) {
      add(says, Extension.subjectAlternativeName, false, Names.of(order.hosts()));
    }
    return new Content(Names.of(order.subject()), key, says.generate());
  }

  /** What a request asks of an authority elsewhere to write into the certificate. */
  static Extensions asked(CertificateOrder order, Curve curve) {
    ExtensionsGenerator says = new ExtensionsGenerator();
    add(says, Extension.basicConstraints, true, new BasicConstraints(false));
    add(says, Extension.keyUsage, true, new KeyUsage(usage(order, curve)));
    if (order.use() == CertificateUse.TLS) {
      add(says, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(BOTH_ENDS));
    }
    if (!order.hosts().isEmpty()) {
      add(says, Extension.subjectAlternativeName, false, Names.of(order.hosts()));
    }
    return says.generate();
  }

  /** Whether that certificate says the same. */
  boolean isThatOf(Certificate standing) {
    X509CertificateHolder certificate = Pem.certificate(standing.pem());
    return subject.equals(certificate.getSubject())
        && publicKey.equals(certificate.getSubjectPublicKeyInfo())
        && extensions.equivalent(certificate.getExtensions());
  }

  private static int usage(CertificateOrder order, Curve curve) {
    return switch (order.use()) {
      case IDENTITY -> KeyUsage.digitalSignature;
      case TLS ->
          curve == Curve.RSA2048
              ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
              : KeyUsage.digitalSignature;
      case TLS_SIGNING -> KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
      case TLS_ENCRYPTION ->
          KeyUsage.keyEncipherment | KeyUsage.dataEncipherment | KeyUsage.keyAgreement;
    };
  }

  /** SHA-256 of the key's bits, as Fabric names keys (RFC 7093, with all of its bits). */
  private static byte[] digest(SubjectPublicKeyInfo key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getPublicKeyData().getBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void add(
      ExtensionsGenerator says, ASN1ObjectIdentifier what, boolean critical, ASN1Encodable value) {
    try {
      says.addExtension(what, critical, value);
    } catch (IOException e) {
      throw new IllegalStateException("an extension can't be written", e);
    }
  }
}
