package io.ridgeway.engine.gateway;

import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.meter.CallLimits;
import java.time.Instant;
import java.util.Optional;

/**
 * An API key, without the key.
 *
 * @param name the tenant's name for it, 1 to 64 characters
 * @param digest SHA-256 of the secret's text, in hex: the secret has 256 random bits, so that no
 *     salt is needed
 * @param hint the key's first characters, by which people tell it from others
 * @param limits of its own, besides the network's
 * @param issuedTo who had it made and has seen it, where that is known
 */
public record GatewayCredential(
    CredentialId id,
    TenantId tenant,
    NetworkId network,
    String name,
    String digest,
    String hint,
    Instant createdAt,
    Optional<Instant> revokedAt,
    CallLimits limits,
    Optional<UserId> issuedTo) {
  public GatewayCredential {
    if (name.isBlank() || name.length() > 64 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a credential's name has 1 to 64 printable characters");
    }
  }

  /** Without limits of its own, made by nobody in particular. */
  public GatewayCredential(
      CredentialId id,
      TenantId tenant,
      NetworkId network,
      String name,
      String digest,
      String hint,
      Instant createdAt,
      Optional<Instant> revokedAt) {
    this(
        id,
        tenant,
        network,
        name,
        digest,
        hint,
        createdAt,
        revokedAt,
        CallLimits.NONE,
        Optional.empty());
  }

  /** The same with other limits. */
  public GatewayCredential with(CallLimits other) {
    return new GatewayCredential(
        id, tenant, network, name, digest, hint, createdAt, revokedAt, other, issuedTo);
  }

  /** The same, out of force. */
  public GatewayCredential revoked(Instant at) {
    return new GatewayCredential(
        id, tenant, network, name, digest, hint, createdAt, Optional.of(at), limits, issuedTo);
  }
}
