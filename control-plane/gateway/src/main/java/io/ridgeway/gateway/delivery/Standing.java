package io.ridgeway.gateway.delivery;

import io.ridgeway.framework.EventPosition;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far an errand is.
 *
 * @param from the first block to look at, as long as nothing after it is done with; empty before it
 *     is known which is the next one
 * @param after the last event that is done with
 * @param attempts how often the next event was sent in vain
 * @param givenUp how many events in a row were given up
 */
public record Standing(
    OptionalLong from, Optional<EventPosition> after, int attempts, int givenUp) {

  /** From that block on. */
  Standing from(long block) {
    return new Standing(OptionalLong.of(block), Optional.empty(), attempts, givenUp);
  }

  /** Done with that. */
  Standing past(Told told) {
    return new Standing(told.next(), told.at(), 0, 0);
  }

  /** It was sent once more, in vain. */
  Standing tried() {
    return new Standing(from, after, attempts + 1, givenUp);
  }

  /** That is passed over: it was sent often enough. */
  Standing without(Told told) {
    return new Standing(told.next(), told.at(), 0, givenUp + 1);
  }
}
