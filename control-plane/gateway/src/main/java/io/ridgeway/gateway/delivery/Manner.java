package io.ridgeway.gateway.delivery;

import java.time.Duration;
import java.util.Optional;

/** How events are told: in which words, what counts as taken, and when again if it wasn't. */
interface Manner {
  /** The letter; the same event makes the same, but for what has the time in it. */
  Letter letter(Errand errand, Told told, Ground ground);

  /** A letter that tells nothing. */
  Letter test(Errand errand, String id);

  /** Whether it was taken. */
  boolean isTaken(Answer answer);

  /** Whether nothing should be sent there any more. */
  boolean isGone(Answer answer);

  /**
   * When it is sent again.
   *
   * @param attempts how often it was sent, at least once
   * @return empty if it isn't
   */
  Optional<Duration> again(int attempts);

  /** How many events in a row are given up before nothing is sent any more. */
  int patience();
}
