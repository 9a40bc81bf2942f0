package io.ridgeway.keys.certificate;

import io.ridgeway.keys.Possession;
import io.ridgeway.keys.algorithm.PublicKeys;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.PKCSException;

/**
 * Certification requests (PKCS#10, RFC 2986): read from outside, and written for keys in custody.
 */
final class Requests {
  private static final String LABEL = "CERTIFICATE REQUEST";
  private static final BouncyCastleProvider VERIFIER = new BouncyCastleProvider();

  private Requests() {}

  /**
   * The key that the request proves possession of, in DER. Everything else in it is left unread.
   *
   * @param kind what its key must be
   * @throws Refusal if it isn't a request, its key is of another kind, or its signature is wrong
   */
  static byte[] publicKey(String pem, Curve kind) {
    try {
      PKCS10CertificationRequest request =
          new PKCS10CertificationRequest(
              Pem.read(LABEL, pem).orElseThrow(() -> refused("it isn't one in PEM")));
      byte[] publicKey = request.getSubjectPublicKeyInfo().getEncoded("DER");
      if (kind.decode(publicKey).filter(key -> PublicKeys.isOne(kind, key)).isEmpty()) {
        throw refused("its key isn't one of " + kind + ", plainly written");
      }
      if (!SignatureAlgorithms.of(kind).equals(request.getSignatureAlgorithm())) {
        throw refused("it isn't signed as keys of " + kind + " sign here");
      }
      if (!request.isSignatureValid(
          new JcaContentVerifierProviderBuilder()
              .setProvider(VERIFIER)
              .build(request.getSubjectPublicKeyInfo()))) {
        throw refused("it isn't signed by its key");
      }
      return publicKey;
    } catch (Refusal e) {
      throw e;
    } catch (IOException | PKCSException | OperatorCreationException | RuntimeException e) {
      // The library throws what it likes at what strangers write.
      throw refused("it can't be read or verified");
    }
  }

  /** One for a key in custody, which asks for all that the certificate is to say. */
  static String write(ManagedKey key, CertificateOrder order, Possession possession) {
    PKCS10CertificationRequestBuilder request =
        new PKCS10CertificationRequestBuilder(
            Names.of(order.subject()), SubjectPublicKeyInfo.getInstance(key.encodedPublicKey()));
    try {
      request.addAttribute(
          PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, Content.asked(order, key.curve()));
      return Pem.write(
          LABEL,
          request
              .build(new CustodySigner(key.curve(), info -> possession.prove(key.id(), info)))
              .getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("a request can't be written", e);
    }
  }

  private static Refusal refused(String why) {
    return new Refusal(
        ProblemType.INVALID, "The certification request (PKCS#10) is refused: " + why + ".");
  }
}
