package io.ridgeway.engine.custody;

import java.time.Instant;
import java.util.Optional;

/**
 * An operator's order to have everything wrapped by one key-encryption key.
 *
 * @param target that key
 * @param askedBy the operator's name
 * @param problem what is in the way; empty if nothing is
 */
public record Rewrap(
    String target, String askedBy, Instant askedAt, Optional<Instant> endedAt, String problem) {
  /** Whether it is still under way. */
  public boolean underWay() {
    return endedAt.isEmpty();
  }
}
