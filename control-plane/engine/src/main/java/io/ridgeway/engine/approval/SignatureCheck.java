package io.ridgeway.engine.approval;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads a signature that somebody made elsewhere, and holds it against what was to be signed.
 * Fabric takes the one of two equally good signatures whose s is low; programs give either, so the
 * other one is turned into it.
 */
final class SignatureCheck {
  private static final int LONGEST = 72;
  private static final byte SEQUENCE = 0x30;
  private static final byte INTEGER = 0x02;

  private SignatureCheck() {}

  /**
   * The signature as it is kept.
   *
   * @param given DER, Base64
   * @return DER with a low s, Base64
   * @throws Refusal {@code INVALID} if it isn't one over just that by the key of that certificate
   */
  static String checked(Approval.Request request, String given) {
    byte[] der = decoded(given);
    try {
      X509Certificate certificate = certificate(request.certificate());
      ECPublicKey key = (ECPublicKey) certificate.getPublicKey();
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(key);
      signature.update(request.toSign());
      if (!verifies(signature, der)) {
        throw wrong(
            "It isn't a signature over those bytes by the key of "
                + certificate.getSubjectX500Principal().getName()
                + ": sign exactly what toSign holds (SHA-256 "
                + request.digest()
                + "), with the private key that its request was made with.");
      }
      return Base64.getEncoder().encodeToString(low(der, key.getParams().getOrder()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the administrator's certificate can't be read", e);
    }
  }

  private static byte[] decoded(String given) {
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(given.strip());
    } catch (IllegalArgumentException e) {
      throw wrong("It isn't Base64.");
    }
    if (der.length < 8 || der.length > LONGEST || der[0] != SEQUENCE) {
      throw wrong(
          "It isn't an ECDSA signature in DER, as openssl dgst -sha256 -sign and ridgectl make it.");
    }
    return der;
  }

  private static boolean verifies(Signature signature, byte[] der) {
    try {
      return signature.verify(der);
    } catch (SignatureException e) {
      // Not even written like one.
      return false;
    }
  }

  private static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Of one that verified, so it is a sequence of two short integers. */
  private static byte[] low(byte[] der, BigInteger order) {
    int first = 4 + der[3];
    BigInteger r = new BigInteger(Arrays.copyOfRange(der, 4, first));
    BigInteger s = new BigInteger(Arrays.copyOfRange(der, first + 2, first + 2 + der[first + 1]));
    if (s.compareTo(order.shiftRight(1)) <= 0) {
      return der;
    }
    byte[] one = r.toByteArray();
    byte[] other = order.subtract(s).toByteArray();
    byte[] low = new byte[6 + one.length + other.length];
    low[0] = SEQUENCE;
    low[1] = (byte) (low.length - 2);
    low[2] = INTEGER;
    low[3] = (byte) one.length;
    System.arraycopy(one, 0, low, 4, one.length);
    low[4 + one.length] = INTEGER;
    low[5 + one.length] = (byte) other.length;
    System.arraycopy(other, 0, low, 6 + one.length, other.length);
    return low;
  }

  private static Refusal wrong(String why) {
    return new Refusal(ProblemType.INVALID, "The signature is wrong. " + why);
  }
}
