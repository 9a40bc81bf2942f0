package io.ridgeway.model.network;

import java.time.Instant;

/**
 * What is so of a network, and why. It does not flap: no times, counters or transient conflicts in
 * the message, lists sorted.
 *
 * @param type what it speaks of
 * @param status whether it is so
 * @param reason one CamelCase word for machines
 * @param message one sentence for people
 * @param since when the status last changed
 */
public record Condition(Type type, Status status, String reason, String message, Instant since) {

  /** What a condition can speak of. */
  public enum Type {
    NODES_READY,
    PROGRESSING,
    CERTIFICATES_VALID,
    STORAGE_AMPLE,
    /** Nodes can do what members ask of them; only where they tell. */
    ENDORSING,
    REACHABLE
  }

  /** Three-valued: what can't be heard is neither true nor false. */
  public enum Status {
    TRUE,
    FALSE,
    UNKNOWN
  }

  /** This condition, keeping {@code before}'s time where the status is the same. */
  public Condition after(Condition before) {
    return before.type == type && before.status == status
        ? new Condition(type, status, reason, message, before.since)
        : this;
  }
}
