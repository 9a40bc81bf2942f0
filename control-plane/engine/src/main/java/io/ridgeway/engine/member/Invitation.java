package io.ridgeway.engine.member;

import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.model.InvitationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An invitation to become a tenant's member, without its code.
 *
 * @param email whom it is for, in small letters
 * @param digest SHA-256 of the code's text, in hex: the code has 256 random bits, so that no salt
 *     is needed
 * @param by who made it
 * @param byName the same, as people know them
 * @param end what became of it, once something has
 */
public record Invitation(
    InvitationId id,
    TenantId tenant,
    String email,
    TenantRole role,
    String digest,
    UserId by,
    String byName,
    Instant madeAt,
    Optional<End> end) {
  /** How long it can be accepted. */
  public static final Duration VALID = Duration.ofDays(7);

  /** How it ended. */
  public enum Outcome {
    ACCEPTED,
    WITHDRAWN,
    /** It was never open: the address can't be invited. */
    REFUSED
  }

  /** How it ended, and when. */
  public record End(Outcome outcome, Instant at) {}

  /** How it stands. */
  public enum State {
    OPEN,
    ACCEPTED,
    WITHDRAWN,
    REFUSED,
    EXPIRED
  }

  /** Until when it can be accepted. */
  public Instant expiresAt() {
    return madeAt.plus(VALID);
  }

  /** How it stands at that moment. */
  public State at(Instant now) {
    return end.map(e -> State.valueOf(e.outcome().name()))
        .orElse(now.isBefore(expiresAt()) ? State.OPEN : State.EXPIRED);
  }

  /** The same, ended. */
  public Invitation ended(Outcome outcome, Instant at) {
    return new Invitation(
        id, tenant, email, role, digest, by, byName, madeAt, Optional.of(new End(outcome, at)));
  }
}
