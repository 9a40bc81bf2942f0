package io.ridgeway.framework.fabric;

import io.ridgeway.model.key.Curve;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.CertificationRequest;

/**
 * An administrator whose key is elsewhere, as an order names it: {@code alpha=MIHo…}, the name of
 * the organisation and a request for a certificate in Base64. Of the request its key alone counts.
 *
 * @param organisation whose administrator
 * @param request PKCS#10, in PEM
 */
record Administrator(String organisation, String request) {
  private static final int LINE = 64;

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with what is wrong, for people
   */
  static Administrator of(String text) {
    int sign = text.indexOf('=');
    if (sign < 1) {
      throw new IllegalArgumentException(
          "'" + text + "' isn't NAME=REQUEST, an organisation and its administrator's request.");
    }
    String organisation = text.substring(0, sign).strip();
    byte[] der;
    try {
      der = Base64.getDecoder().decode(text.substring(sign + 1).strip());
    } catch (IllegalArgumentException e) {
      throw refused(organisation, "it isn't Base64 (of the DER, without line ends)");
    }
    check(organisation, der);
    String body =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return new Administrator(
        organisation,
        "-----BEGIN CERTIFICATE REQUEST-----\n" + body + "\n-----END CERTIFICATE REQUEST-----\n");
  }

  private static void check(String organisation, byte[] der) {
    try {
      CertificationRequest request = CertificationRequest.getInstance(der);
      byte[] key = request.getCertificationRequestInfo().getSubjectPublicKeyInfo().getEncoded();
      if (Curve.P256.decode(key).isEmpty()) {
        throw refused(organisation, "its key isn't one on P-256 (prime256v1)");
      }
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key)));
      signature.update(request.getCertificationRequestInfo().getEncoded("DER"));
      if (!signature.verify(request.getSignature().getOctets())) {
        throw refused(organisation, "it isn't signed by its key");
      }
    } catch (Refused e) {
      throw e;
    } catch (java.io.IOException | GeneralSecurityException | RuntimeException e) {
      // The library throws what it likes at what strangers write.
      throw refused(organisation, "it can't be read as PKCS#10, or not verified");
    }
  }

  private static final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private Refused(String message) {
      super(message);
    }
  }

  private static Refused refused(String organisation, String why) {
    return new Refused(
        "The request of "
            + organisation
            + "'s administrator is refused: "
            + why
            + ". Make one with openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1,"
            + " and give its DER in Base64.");
  }
}
