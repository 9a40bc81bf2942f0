package io.ridgeway.portal.view;

import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.engine.gateway.GatewayCredential;
import java.time.Instant;
import java.util.Optional;

/**
 * An API key.
 *
 * @param hint its first characters
 * @param secret the key itself; only in the answer that made it
 */
public record CredentialView(
    String id,
    String network,
    String name,
    String hint,
    Optional<String> secret,
    Instant createdAt,
    Optional<Instant> revokedAt) {
  public static CredentialView of(GatewayCredential c) {
    return of(c, Optional.empty());
  }

  public static CredentialView of(CredentialDesk.Issued issued) {
    return of(issued.credential(), Optional.of(issued.secret()));
  }

  private static CredentialView of(GatewayCredential c, Optional<String> secret) {
    return new CredentialView(
        c.id().value(),
        c.network().value(),
        c.name(),
        c.hint(),
        secret,
        c.createdAt(),
        c.revokedAt());
  }

  @Override
  public String toString() {
    return "CredentialView[" + id + "]";
  }
}
