package io.ridgeway.framework.fabric.client;

import io.ridgeway.framework.Signatory;
import io.ridgeway.model.certificate.Certificate;
import java.io.IOException;
import java.io.StringReader;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.X509Identity;

/** Who applications are to a channel, by their certificates; each is read once. Thread-safe. */
final class Members {
  /** How the authorities' names end whose certificates say who belongs to an organisation. */
  private static final String AUTHORITY = "-ca";

  private final Map<Certificate, X509Identity> identities = new ConcurrentHashMap<>();

  /** The MSP id of whoever signs. */
  static String organisation(Signatory who) {
    String authority = certificate(who).authority();
    if (!authority.endsWith(AUTHORITY)) {
      throw new IllegalArgumentException("the key's certificate is no member's");
    }
    return authority.substring(0, authority.length() - AUTHORITY.length());
  }

  X509Identity identity(Signatory who) {
    return identities.computeIfAbsent(
        certificate(who), c -> new X509Identity(organisation(who), read(c)));
  }

  private static Certificate certificate(Signatory who) {
    return who.certificate()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the key " + who.key().name() + " has no certificate: make it again"));
  }

  private static java.security.cert.X509Certificate read(Certificate certificate) {
    try {
      return Identities.readX509Certificate(new StringReader(certificate.pem()));
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException("custody issued what is no certificate", e);
    }
  }
}
