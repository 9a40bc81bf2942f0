package io.ridgeway.engine.gateway;

import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * An API key, without the key.
 *
 * @param name the tenant's name for it, 1 to 64 characters
 * @param digest SHA-256 of the secret's text, in hex: the secret has 256 random bits, so that no
 *     salt is needed
 * @param hint the key's first characters, by which people tell it from others
 */
public record GatewayCredential(
    CredentialId id,
    TenantId tenant,
    NetworkId network,
    String name,
    String digest,
    String hint,
    Instant createdAt,
    Optional<Instant> revokedAt) {
  public GatewayCredential {
    if (name.isBlank() || name.length() > 64 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a credential's name has 1 to 64 printable characters");
    }
  }
}
