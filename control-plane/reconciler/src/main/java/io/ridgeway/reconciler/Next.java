package io.ridgeway.reconciler;

import java.time.Duration;

/**
 * What a pass says to whoever schedules it. A wake-up that came since the pass began goes first:
 * that is the scheduler's to see, which counts them.
 */
public sealed interface Next {
  /** There is more to do, or to watch, after that long. */
  record Again(Duration in) implements Next {}

  /** Nothing is left to do until the network is triggered again; a deleted one never is. */
  record Finished() implements Next {}
}
