package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.AdapterException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells whether a cluster can be heard: a watch on a line that was cut stays silent, as one does
 * where nothing happens. Asked at most once in a while, for all networks together.
 */
final class Heartbeat {
  private static final Duration OFTEN_ENOUGH = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration NOT_AGAIN_FOR = Duration.ofSeconds(2);

  private final Clock clock;
  private Instant failed = Instant.EPOCH;
  private String why = "";

  Heartbeat(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns if it was heard just now.
   *
   * @throws AdapterException.Unreachable otherwise
   */
  void check(ApiServer api, Deadline deadline) {
    if (isRecent(api.heard(), OFTEN_ENOUGH)) {
      return;
    }
    synchronized (this) {
      if (isRecent(api.heard(), OFTEN_ENOUGH)) {
        return;
      }
      if (isRecent(failed, NOT_AGAIN_FOR)) {
        throw new AdapterException.Unreachable(why);
      }
      ask(api, deadline);
    }
  }

  private void ask(ApiServer api, Deadline deadline) {
    Duration patience = deadline.left().compareTo(PATIENCE) < 0 ? deadline.left() : PATIENCE;
    try {
      api.get("/version", Deadline.in(clock, patience));
    } catch (ApiRefusal e) {
      // Whoever refuses is there; what is refused shows where it is needed.
    } catch (AdapterException.Unreachable e) {
      failed = clock.instant();
      why = String.valueOf(e.getMessage());
      throw e;
    }
  }

  private boolean isRecent(Instant time, Duration age) {
    return clock.instant().isBefore(time.plus(age));
  }
}
