package io.ridgeway.adapter.conformance;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.deploy.Workload;
import java.time.Duration;
import java.time.Instant;

/**
 * A program that isn't there: what would have happened to it by now follows from the clock alone.
 */
final class FakeWorkload {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Duration startup;
  private Workload workload;
  private String digest;
  private Phase phase = Phase.STARTING;
  private Instant since;
  private int restarts;
  private boolean stopped;
  private Duration wait = FIRST_WAIT;

  FakeWorkload(Workload workload, String digest, Duration startup, Instant now) {
    this.workload = workload;
    this.digest = digest;
    this.startup = startup;
    this.since = now;
  }

  Workload workload() {
    return workload;
  }

  String digest() {
    return digest;
  }

  /** Brings it to another definition; it starts again, if it runs. */
  void change(Workload to, String itsDigest, Instant now) {
    settle(now);
    workload = to;
    digest = itsDigest;
    if (!stopped) {
      restarts++;
      enter(Phase.STARTING, now);
    }
  }

  /** Has it stand still, or no longer. */
  void stopped(boolean still, Instant now) {
    settle(now);
    if (still != stopped) {
      stopped = still;
      wait = FIRST_WAIT;
      enter(still ? Phase.STOPPED : Phase.STARTING, now);
    }
  }

  /** Makes it die, if it runs. */
  void die(Instant now) {
    settle(now);
    if (phase == Phase.RUNNING) {
      if (Duration.between(since, now).compareTo(LONGEST_WAIT) >= 0) {
        wait = FIRST_WAIT;
      }
      enter(Phase.BACKING_OFF, now);
    }
  }

  ObservedWorkload observe(Instant now) {
    settle(now);
    String message = phase == Phase.BACKING_OFF ? "it died and is started again after a while" : "";
    return new ObservedWorkload(workload.name(), phase, digest, restarts, since, message);
  }

  private void settle(Instant now) {
    while (true) {
      Instant next = since.plus(phase == Phase.BACKING_OFF ? wait : startup);
      if (stopped || phase == Phase.RUNNING || next.isAfter(now)) {
        return;
      }
      if (phase == Phase.BACKING_OFF) {
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        restarts++;
        enter(Phase.STARTING, next);
      } else {
        enter(failsAtOnce() ? Phase.BACKING_OFF : Phase.RUNNING, next);
      }
    }
  }

  private boolean failsAtOnce() {
    return !workload.arguments().isEmpty() && workload.arguments().get(0).equals(FakeCityNode.FAIL);
  }

  private void enter(Phase next, Instant at) {
    phase = next;
    since = at;
  }
}
