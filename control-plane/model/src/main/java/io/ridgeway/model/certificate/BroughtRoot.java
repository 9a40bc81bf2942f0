package io.ridgeway.model.certificate;

import io.ridgeway.model.key.Curve;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

/**
 * The root of an authority that an organisation brings: its own certificate, signed by itself, on
 * P-256. Whether it holds is asked apart, as that changes with time.
 *
 * @param pem the certificate alone; ends with a line end
 * @param notAfter the last moment in which it is good
 */
public record BroughtRoot(String pem, Instant notBefore, Instant notAfter) {
  private static final int LINE = 64;
  private static final int KEY_CERT_SIGN = 5;
  private static final int CRL_SIGN = 6;
  private static final String SUBJECT_KEY = "2.5.29.14";
  private static final Set<String> KNOWN = Set.of("2.5.29.15", "2.5.29.19", SUBJECT_KEY);

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with what is wrong, for people: the end of a sentence
   */
  public static BroughtRoot of(byte[] der) {
    try {
      X509Certificate root =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      check(root);
      return new BroughtRoot(
          text(root.getEncoded()), root.getNotBefore().toInstant(), root.getNotAfter().toInstant());
    } catch (CertificateException e) {
      throw new IllegalArgumentException("it can't be read as a certificate (X.509)", e);
    }
  }

  /** A certificate in PEM. */
  static String text(byte[] der) {
    String body =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
  }

  private static void check(X509Certificate root) {
    if (Curve.P256.decode(root.getPublicKey().getEncoded()).isEmpty()) {
      throw new IllegalArgumentException("its key isn't one on P-256 (prime256v1)");
    }
    if (!isSelfSigned(root)) {
      throw new IllegalArgumentException(
          "it isn't signed by itself: name the root first, and intermediate authorities after it");
    }
    boolean[] usage = root.getKeyUsage();
    if (root.getBasicConstraints() < 0 || usage == null || !usage[KEY_CERT_SIGN]) {
      throw new IllegalArgumentException(
          "it is no authority's: it must say CA:TRUE and keyUsage keyCertSign");
    }
    if (!usage[CRL_SIGN]) {
      throw new IllegalArgumentException(
          "it can't sign revocation lists: its keyUsage must have cRLSign too");
    }
    if (root.getExtensionValue(SUBJECT_KEY) == null) {
      throw new IllegalArgumentException(
          "it has no subjectKeyIdentifier, by which Fabric tells authorities");
    }
    if (root.getCriticalExtensionOIDs().stream().anyMatch(id -> !KNOWN.contains(id))) {
      throw new IllegalArgumentException(
          "it has a critical extension that Fabric doesn't know, such as name constraints");
    }
  }

  private static boolean isSelfSigned(X509Certificate root) {
    try {
      root.verify(root.getPublicKey());
      return root.getSubjectX500Principal().equals(root.getIssuerX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether it is good at that time. */
  public boolean holdsAt(Instant now) {
    return !now.isBefore(notBefore) && !now.isAfter(notAfter);
  }
}
