package io.ridgeway.reconciler;

import java.time.Duration;

/**
 * One step from desired to real. It is re-entered from what is observed, never from memory: a pass
 * asks every step of its chain in order, and performs the first that isn't done.
 */
interface Step {
  /** The key of its text, as operations have it. */
  String name();

  /** Whether nothing is missing of it, by what is kept and what is observed now. */
  boolean isDone(Pass pass);

  /** Does what is missing. Whether that was enough is {@link #isDone}'s to say, afterwards. */
  Outcome perform(Pass pass);

  /** What performing came to. */
  sealed interface Outcome {}

  /** It did what it could. */
  record Performed() implements Outcome {}

  /**
   * It waits for something.
   *
   * @param message for what, for people, and what to do if anything; stable
   * @param pace after how long to look again
   */
  record Waiting(String message, Duration pace) implements Outcome {}
}
