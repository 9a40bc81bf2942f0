package io.ridgeway.framework.fabric.client;

import io.ridgeway.framework.Signatory;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.io.StringReader;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.X509Identity;

/** Who applications are to a channel, by their certificates; each is read once. Thread-safe. */
final class Members {
  /** How the authorities' names end whose certificates say who belongs to an organisation. */
  private static final String AUTHORITY = "-ca";

  private final Map<Certificate, X509Identity> identities = new ConcurrentHashMap<>();
  private final Clock clock;

  /**
   * Of one channel.
   *
   * @param clock the peers' time
   */
  Members(Clock clock) {
    this.clock = clock;
  }

  /** The MSP id of whoever signs. */
  static String organisation(Signatory who) {
    return organisation(certificate(who));
  }

  /** The MSP id of whoever has that certificate. */
  static String organisation(Certificate certificate) {
    String authority = certificate.authority();
    if (!authority.endsWith(AUTHORITY)) {
      throw new IllegalArgumentException("the key's certificate is no member's");
    }
    return authority.substring(0, authority.length() - AUTHORITY.length());
  }

  X509Identity identity(Signatory who) {
    return identities.computeIfAbsent(
        certificate(who), c -> new X509Identity(organisation(who), read(c)));
  }

  /** Before anything is signed with it: peers would only say that access is denied. */
  void requireGood(Signatory who) {
    Certificate certificate = certificate(who);
    if (certificate.notAfter().isBefore(clock.instant())) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The certificate of key "
              + who.key().name()
              + " expired on "
              + certificate.notAfter()
              + ", so peers take nothing that it signs. If its organisation has an authority of its"
              + " own, bring the certificate that the network's approvals ask for; otherwise make a"
              + " key of another name.");
    }
  }

  private static Certificate certificate(Signatory who) {
    return who.certificate()
        .orElseThrow(
            () ->
                new Refusal(
                    ProblemType.CONFLICT,
                    "The key "
                        + who.key().name()
                        + " has no certificate: its organisation's own authority hasn't given one"
                        + " yet (see the network's approvals), or it was revoked."));
  }

  private static java.security.cert.X509Certificate read(Certificate certificate) {
    try {
      return Identities.readX509Certificate(new StringReader(certificate.pem()));
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException("custody issued what is no certificate", e);
    }
  }
}
