package io.ridgeway.store.work;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import java.time.Clock;
import java.time.Duration;

/**
 * Tries again after a pause that doubles with each failure in a row, up to a longest one. It never
 * gives up.
 */
final class BackOff<T> implements FailureHandler<T> {
  private static final int MOST_DOUBLINGS = 30;

  private final Duration first;
  private final Duration longest;
  private final Clock clock;

  BackOff(Duration first, Duration longest, Clock clock) {
    this.first = first;
    this.longest = longest;
    this.clock = clock;
  }

  @Override
  public void onFailure(ExecutionComplete complete, ExecutionOperations<T> operations) {
    Duration pause = pause(complete.getExecution().consecutiveFailures);
    operations.reschedule(complete, clock.instant().plus(pause));
  }

  /** The pause after that many failures before this one. */
  Duration pause(int earlier) {
    Duration doubled = first.multipliedBy(1L << Math.min(earlier, MOST_DOUBLINGS));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
