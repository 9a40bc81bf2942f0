package io.ridgeway.portal.view;

import io.ridgeway.engine.tenant.VerificationFile;
import java.time.Instant;
import java.util.Optional;

/** A real-name file and its decision. */
public record VerificationView(
    String tenant,
    String legalName,
    String registrationNumber,
    String representative,
    Instant submittedAt,
    Optional<Decision> decision) {
  public static VerificationView of(VerificationFile f) {
    return new VerificationView(
        f.tenant().value(),
        f.legalName(),
        f.registrationNumber(),
        f.representative(),
        f.submittedAt(),
        f.decision().map(d -> new Decision(d.approved(), d.reason(), d.at())));
  }

  /** An operator's word; who it was stays within the house. */
  public record Decision(boolean approved, String reason, Instant at) {}
}
