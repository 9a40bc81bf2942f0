package io.ridgeway.framework;

import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import java.time.Duration;

/**
 * How an application's key becomes known to a ledger that knows members by certificates.
 *
 * @param organisation whose application it is
 * @param authority who certifies the key; as the network's {@link IdentityPlan} has it
 * @param subject of the certificate
 * @param lifetime of the certificate
 * @param use of the certificate
 */
public record Enrolment(
    String organisation,
    PlannedAuthority authority,
    Subject subject,
    Duration lifetime,
    CertificateUse use) {
  /** As a member who signs. */
  public Enrolment(
      String organisation, PlannedAuthority authority, Subject subject, Duration lifetime) {
    this(organisation, authority, subject, lifetime, CertificateUse.IDENTITY);
  }
}
