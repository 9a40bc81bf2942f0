package io.ridgeway.gateway.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is written down of an errand.
 *
 * @param standing how far it is now
 * @param rest how long nobody need look at it, if whoever has it lets go of it now; empty if he
 *     goes on with it
 * @param disabled why nothing is sent any more; empty if it goes on
 * @param note what is in its way; empty if nothing is
 * @param attempt an event that was sent, well or in vain
 */
public record Outcome(
    Standing standing,
    Optional<Duration> rest,
    Optional<String> disabled,
    Optional<String> note,
    Optional<Attempt> attempt) {

  /** How an attempt ended. */
  public enum End {
    DELIVERED,
    RETRYING,
    GIVEN_UP
  }

  /**
   * An event that was sent.
   *
   * @param event its id
   * @param status of HTTP; empty if there was no answer
   * @param answer what was met, in words
   */
  public record Attempt(String event, End end, int attempts, OptionalInt status, String answer) {}

  static Outcome goesOn(Standing standing, Optional<Attempt> attempt) {
    return new Outcome(standing, Optional.empty(), Optional.empty(), Optional.empty(), attempt);
  }

  static Outcome rests(Standing standing, Duration rest, String note, Optional<Attempt> attempt) {
    return new Outcome(
        standing,
        Optional.of(rest),
        Optional.empty(),
        Optional.of(note).filter(n -> !n.isEmpty()),
        attempt);
  }

  static Outcome ends(Standing standing, String why, Optional<Attempt> attempt) {
    return new Outcome(
        standing, Optional.of(Duration.ZERO), Optional.of(why), Optional.empty(), attempt);
  }
}
