package io.ridgeway.engine.tenant;

import io.ridgeway.model.TenantId;
import java.time.Instant;

/**
 * A customer organisation.
 *
 * @param name as it calls itself, 1 to 120 characters
 * @param country ISO 3166-1 alpha-2
 */
public record Tenant(
    TenantId id, String name, String country, Verification verification, Instant createdAt) {
  public Tenant {
    if (name.isBlank() || name.length() > 120 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "an organisation's name has 1 to 120 printable characters");
    }
    if (!country.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("country is two capital letters (ISO 3166-1)");
    }
  }

  /** Whether its real identity is known. */
  public enum Verification {
    /** Nothing was handed in. */
    UNVERIFIED,
    /** An operator has to look at it. */
    SUBMITTED,
    VERIFIED,
    /** An operator said no; it may be handed in again. */
    REJECTED
  }

  public Tenant with(Verification next) {
    return new Tenant(id, name, country, next, createdAt);
  }
}
