package io.ridgeway.adapter.local;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where a workload's state machine is. */
sealed interface State {
  /** Nothing of it runs. */
  record Waiting(Instant due) implements State {}

  /**
   * One of its preparing runs goes on.
   *
   * @param index which
   * @param digest of the workload that is prepared
   */
  record Preparing(int index, String digest, Process process, Instant deadline) implements State {}

  /** Its program was started. */
  record Up(Program program) implements State {}

  /**
   * It was asked to end.
   *
   * @param killAt when it is ended by force
   * @param failure why, if it is to be started again only after a while
   * @param leaderLives whether the process that was started still lives; only after it is its
   *     kindred looked for, which takes longer
   */
  record Stopping(Instant killAt, Optional<String> failure, BooleanSupplier leaderLives)
      implements State {}
}
