package io.ridgeway.engine.audit;

import io.ridgeway.engine.access.Actor;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Who did what to what, when.
 *
 * @param actor the user's id and name
 * @param action {@code order.place}, {@code verification.approve}, …
 * @param subject the identifier of what it was done to
 * @param detail one sentence; no secret
 */
public record AuditEvent(
    Instant at,
    Optional<TenantId> tenant,
    String user,
    String name,
    String action,
    String subject,
    String detail) {

  /** An event by {@code actor} that is no tenant's. */
  public static AuditEvent of(
      Instant at, Actor actor, String action, Object subject, String detail) {
    return new AuditEvent(
        at,
        Optional.empty(),
        actor.user().value(),
        actor.name(),
        action,
        subject.toString(),
        detail);
  }

  /** An event by {@code actor}. */
  public static AuditEvent of(
      Instant at, TenantId tenant, Actor actor, String action, Object subject, String detail) {
    return new AuditEvent(
        at,
        Optional.of(tenant),
        actor.user().value(),
        actor.name(),
        action,
        subject.toString(),
        detail);
  }
}
