package io.ridgeway.gateway;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.HexFormat;

/** The SHA-256 of a certificate's encoding, in lower-case hex. */
public final class Fingerprint {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private Fingerprint() {}

  /**
   * Of a certificate in PEM. What is encoded there isn't looked at.
   *
   * @throws IllegalArgumentException if it is no PEM of one certificate
   */
  public static String of(String pem) {
    String text = pem.strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END) || text.indexOf(BEGIN, 1) >= 0) {
      throw new IllegalArgumentException("it isn't one certificate in PEM");
    }
    return of(
        Base64.getMimeDecoder()
            .decode(text.substring(BEGIN.length(), text.length() - END.length()).strip()));
  }

  static String of(Certificate certificate) {
    try {
      return of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate can't be read", e);
    }
  }

  private static String of(byte[] encoded) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
