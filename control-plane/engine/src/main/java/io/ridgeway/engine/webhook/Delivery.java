package io.ridgeway.engine.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of one event that was to be told.
 *
 * @param event its id, the same however often it is sent
 * @param attempts how often it was sent
 * @param status of the last answer of HTTP; empty if there was none
 * @param answer what the last attempt met, in words
 * @param nextAt when it is sent again
 */
public record Delivery(
    String event,
    State state,
    int attempts,
    OptionalInt status,
    String answer,
    Instant firstAt,
    Instant lastAt,
    Optional<Instant> nextAt) {
  /** How far it is. */
  public enum State {
    /** It was taken. */
    DELIVERED,
    /** It will be sent again. */
    RETRYING,
    /** It won't be sent again. */
    GIVEN_UP
  }
}
