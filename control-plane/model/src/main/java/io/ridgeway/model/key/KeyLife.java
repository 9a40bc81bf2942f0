package io.ridgeway.model.key;

import io.ridgeway.model.KeyId;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a key's life has come.
 *
 * @param disabledAt since when nothing is signed with it, until it is enabled again
 * @param destroyAt when its private half is to be destroyed; can be taken back until then
 * @param successor the key that took over its name
 * @param destroyedAt when its private half was destroyed; the public half and the audit remain
 */
public record KeyLife(
    Optional<Instant> disabledAt,
    Optional<Instant> destroyAt,
    Optional<KeyId> successor,
    Optional<Instant> destroyedAt) {
  /** Of a key that was just made. */
  public static final KeyLife FRESH =
      new KeyLife(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What a life amounts to. */
  public enum State {
    /** Signs. */
    IN_FORCE,
    /** Signs nothing until it is enabled. */
    DISABLED,
    /** Signs nothing, and is destroyed at a time that is known. */
    ENDING,
    /** Its private half is gone. */
    DESTROYED
  }

  /** The state. */
  public State state() {
    if (destroyedAt.isPresent()) {
      return State.DESTROYED;
    } else if (destroyAt.isPresent()) {
      return State.ENDING;
    }
    return disabledAt.isPresent() ? State.DISABLED : State.IN_FORCE;
  }

  /** Whether another key has taken over its name. */
  public boolean succeeded() {
    return successor.isPresent();
  }

  /** The same, signing nothing from then on; unchanged if it already doesn't. */
  public KeyLife disabled(Instant at) {
    return new KeyLife(disabledAt.or(() -> Optional.of(at)), destroyAt, successor, destroyedAt);
  }

  /** The same, signing again. */
  public KeyLife enabled() {
    return new KeyLife(Optional.empty(), destroyAt, successor, destroyedAt);
  }

  /** The same, to be destroyed then, or not at all. */
  public KeyLife ending(Optional<Instant> at) {
    return new KeyLife(disabledAt, at, successor, destroyedAt);
  }

  /** The same, with a key that has taken over its name. */
  public KeyLife succeededBy(KeyId key) {
    return new KeyLife(disabledAt, destroyAt, Optional.of(key), destroyedAt);
  }

  /** The same without a private half. */
  public KeyLife destroyed(Instant at) {
    return new KeyLife(disabledAt, destroyAt, successor, Optional.of(at));
  }
}
