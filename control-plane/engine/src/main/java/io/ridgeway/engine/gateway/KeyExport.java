package io.ridgeway.engine.gateway;

import io.ridgeway.model.KeyExportId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An administrator's wish to have a key out of custody, which another one answers.
 *
 * @param reason why, 1 to 500 characters
 * @param recipient to whom it is sealed: a public key of RSA, PEM
 * @param answer empty until another administrator has answered
 * @param fetchedAt when the asker fetched it, once
 */
public record KeyExport(
    KeyExportId id,
    TenantId tenant,
    NetworkId network,
    KeyId key,
    String reason,
    String recipient,
    Party asker,
    Instant askedAt,
    Optional<Answer> answer,
    Optional<Instant> fetchedAt) {
  /** How long an answer is waited for. */
  public static final Duration TO_ANSWER = Duration.ofHours(24);

  /** How long it can be fetched once it is approved. */
  public static final Duration TO_FETCH = Duration.ofMinutes(15);

  /** Who asks or answers. */
  public record Party(UserId user, String name) {}

  /** What another administrator said. */
  public record Answer(Party by, Instant at, boolean approved) {}

  /** How far it has come. */
  public enum State {
    /** Waits for an answer. */
    ASKED,
    /** Waits for being fetched. */
    APPROVED,
    /** Another administrator said no. */
    REFUSED,
    /** The asker has it. */
    FETCHED,
    /** Nobody answered in time, or nobody fetched it. */
    EXPIRED
  }

  /** How far it has come by then. */
  public State at(Instant now) {
    if (fetchedAt.isPresent()) {
      return State.FETCHED;
    } else if (answer.isEmpty()) {
      return now.isBefore(expiresAt()) ? State.ASKED : State.EXPIRED;
    } else if (!answer.get().approved()) {
      return State.REFUSED;
    }
    return now.isBefore(expiresAt()) ? State.APPROVED : State.EXPIRED;
  }

  /** Until when it can be answered, or fetched. */
  public Instant expiresAt() {
    return answer.map(a -> a.at().plus(TO_FETCH)).orElse(askedAt.plus(TO_ANSWER));
  }

  /** The same, answered. */
  public KeyExport answered(Answer by) {
    return new KeyExport(
        id, tenant, network, key, reason, recipient, asker, askedAt, Optional.of(by), fetchedAt);
  }

  /** The same, fetched. */
  public KeyExport fetched(Instant at) {
    return new KeyExport(
        id, tenant, network, key, reason, recipient, asker, askedAt, answer, Optional.of(at));
  }
}
