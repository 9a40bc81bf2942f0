package io.ridgeway.engine.custody;

import java.time.Instant;
import java.util.Optional;

/** Where orders to wrap anew are kept; in the system's scope. At most one is under way. */
public interface Rewraps {
  /** The newest. */
  Optional<Rewrap> latest();

  /** Begins that one; one for another key that is under way ends with it. */
  void begin(Rewrap order);

  /** Says what is in the way of the one that is under way; empty if nothing is. */
  void note(String problem);

  /** Ends the one that is under way. */
  void end(Instant at);
}
