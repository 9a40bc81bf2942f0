package io.ridgeway.engine.approval;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
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
  /** How long a text is looked at: ample for one, with line breaks. */
  private static final int LONGEST_TEXT = 200;

  private static final int LONGEST = 72;
  private static final byte SEQUENCE = 0x30;
  private static final byte INTEGER = 0x02;

  private SignatureCheck() {}

  /**
   * Stops at what is far too long for a signature, before anything is looked up or held.
   *
   * @throws Refusal {@code INVALID}
   */
  static void requireShort(String given) {
    if (given.length() > LONGEST_TEXT) {
      throw wrong("It has more than " + LONGEST_TEXT + " characters; one in Base64 has about 96.");
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
      throw notDer();
    }
    return der;
  }

  /**
   * The signature as it is kept. It is that one which is verified, since others read what was
   * brought less leniently than Java does.
   *
   * @param given DER, Base64
   * @return DER with a low s, Base64
   * @throws Refusal {@code INVALID} if it isn't one over just that by the key of that certificate
   */
  static String checked(Approval.Request request, String given) {
    try {
      X509Certificate certificate = certificate(request.certificate());
      ECPublicKey key = (ECPublicKey) certificate.getPublicKey();
      byte[] der = low(decoded(given), key.getParams().getOrder());
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
      return Base64.getEncoder().encodeToString(der);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the administrator's certificate can't be read", e);
    }
  }

  private static boolean verifies(Signature signature, byte[] der) {
    try {
      return signature.verify(der);
    } catch (SignatureException e) {
      // Out of the curve's bounds in a way that the check before doesn't know.
      return false;
    }
  }

  private static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * The same signature, written as it must be: both numbers positive whatever their first bit says,
   * and s not above half of the order.
   */
  private static byte[] low(byte[] der, BigInteger order) {
    int afterFirst = end(der, 2);
    if (der[1] != der.length - 2 || end(der, afterFirst) != der.length) {
      throw notDer();
    }
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(der, 4, afterFirst));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(der, afterFirst + 2, der.length));
    if (!isWithin(r, order) || !isWithin(s, order)) {
      throw notDer();
    }
    return encoded(r, s.min(order.subtract(s)));
  }

  /** Where the integer ends that begins there. */
  private static int end(byte[] der, int begin) {
    if (begin + 2 > der.length || der[begin] != INTEGER || der[begin + 1] < 1) {
      throw notDer();
    }
    int end = begin + 2 + der[begin + 1];
    if (end > der.length) {
      throw notDer();
    }
    return end;
  }

  private static boolean isWithin(BigInteger number, BigInteger order) {
    return number.signum() > 0 && number.compareTo(order) < 0;
  }

  private static byte[] encoded(BigInteger r, BigInteger s) {
    byte[] one = r.toByteArray();
    byte[] other = s.toByteArray();
    return ByteBuffer.allocate(6 + one.length + other.length)
        .put(SEQUENCE)
        .put((byte) (4 + one.length + other.length))
        .put(INTEGER)
        .put((byte) one.length)
        .put(one)
        .put(INTEGER)
        .put((byte) other.length)
        .put(other)
        .array();
  }

  private static Refusal notDer() {
    return wrong(
        "It isn't an ECDSA signature in DER, as openssl dgst -sha256 -sign and ridgectl make it.");
  }

  private static Refusal wrong(String why) {
    return new Refusal(ProblemType.INVALID, "The signature is wrong. " + why);
  }
}
