package io.ridgeway.engine.tenant;

import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * A tenant's real-name file and what became of it.
 *
 * @param legalName as registered, 1 to 200 characters
 * @param registrationNumber in its country's register, 1 to 64 characters
 * @param representative who answers for it, 1 to 120 characters
 * @param decision what an operator decided; empty while it waits
 */
public record VerificationFile(
    TenantId tenant,
    String legalName,
    String registrationNumber,
    String representative,
    Instant submittedAt,
    Optional<Decision> decision) {
  public VerificationFile {
    check("legalName", legalName, 200);
    check("registrationNumber", registrationNumber, 64);
    check("representative", representative, 120);
  }

  private static void check(String field, String value, int max) {
    if (value.isBlank()
        || value.length() > max
        || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(field + " has 1 to " + max + " printable characters");
    }
  }

  /** An operator's word. */
  public record Decision(boolean approved, String reason, String operator, Instant at) {}
}
