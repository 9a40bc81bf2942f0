package io.ridgeway.gateway.upstream;

import java.io.Serial;

/** No node gave an answer. The message holds no host. */
public final class UpstreamException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** What is known of the call. */
  public enum Fate {
    /** It never reached a node. */
    UNSENT,
    /** It was sent, and the connection broke. */
    BROKEN,
    /** It was sent, and nothing came back in time. */
    LATE,
    /** What came back is no answer. */
    NONSENSE
  }

  private final Fate fate;

  public UpstreamException(Fate fate) {
    // It happens in numbers when a network is down, and nobody reads its stack.
    super("no answer from a node: " + fate, null, false, false);
    this.fate = fate;
  }

  /** What is known of the call. */
  public Fate fate() {
    return fate;
  }
}
