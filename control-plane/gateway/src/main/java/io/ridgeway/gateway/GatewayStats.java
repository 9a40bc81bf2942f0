package io.ridgeway.gateway;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a gateway has counted since it started, for a metrics registry to read. Batches count by
 * their items, except where they were refused whole.
 */
public final class GatewayStats {
  final LongAdder forwarded = new LongAdder();
  final LongAdder answeredHere = new LongAdder();
  final LongAdder submitted = new LongAdder();
  final LongAdder unauthenticated = new LongAdder();
  final LongAdder limited = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder unanswered = new LongAdder();

  GatewayStats() {}

  /** Calls that a node answered. */
  public long forwarded() {
    return forwarded.sum();
  }

  /** Calls that the gateway answered by itself. */
  public long answeredHere() {
    return answeredHere.sum();
  }

  /** Transactions of managed accounts that the network judged. */
  public long submitted() {
    return submitted.sum();
  }

  /** Requests without a key that is valid for their network. */
  public long unauthenticated() {
    return unauthenticated.sum();
  }

  /** Requests over the limit. */
  public long limited() {
    return limited.sum();
  }

  /** Requests that are no JSON-RPC, or too large. */
  public long malformed() {
    return malformed.sum();
  }

  /** Calls of a method that isn't offered, or with wrong parameters. */
  public long refused() {
    return refused.sum();
  }

  /** Calls that no node answered, and transactions whose fate isn't known. */
  public long unanswered() {
    return unanswered.sum();
  }
}
