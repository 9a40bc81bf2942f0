package io.ridgeway.portal.view;

import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.model.meter.CallLimits;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An API key.
 *
 * @param hint its first characters
 * @param secret the key itself; only in the answer that made it
 * @param limits of its own, besides the network's; empty if it has none
 */
public record CredentialView(
    String id,
    String network,
    String name,
    String hint,
    Optional<String> secret,
    Instant createdAt,
    Optional<Instant> revokedAt,
    Optional<Limits> limits) {
  /** What it may do at most, as it was set. */
  public record Limits(
      OptionalInt tps, OptionalLong daily, OptionalInt concurrent, OptionalInt bytes) {
    static Optional<Limits> of(CallLimits limits) {
      return limits.isNone()
          ? Optional.empty()
          : Optional.of(
              new Limits(limits.tps(), limits.daily(), limits.concurrent(), limits.bytes()));
    }
  }

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
        c.revokedAt(),
        Limits.of(c.limits()));
  }

  @Override
  public String toString() {
    return "CredentialView[" + id + "]";
  }
}
