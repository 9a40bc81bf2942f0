package io.ridgeway.reconciler;

import java.time.Duration;

/** What a pass says to whoever schedules it. */
public sealed interface Next {
  /**
   * The trigger counter that the pass read. Who postpones or ends the task compares it once more
   * ({@code Networks.quiet}) in the transaction that does so, and has the network reconciled at
   * once if it moved: so no wake-up is lost between the pass and the end of its task.
   */
  long counter();

  /**
   * There is more to do, or to watch.
   *
   * @param in after how long; zero if a wake-up came during the pass
   */
  record Again(Duration in, long counter) implements Next {}

  /** Nothing is left to do until the network is triggered again; a deleted one never is. */
  record Finished(long counter) implements Next {}
}
