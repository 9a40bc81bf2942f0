package io.ridgeway.store.work;

import java.time.Instant;

/** When a network is to be reconciled next. */
public sealed interface Next {
  /** At that time, or earlier if it is asked for. */
  record At(Instant time) implements Next {}

  /** Not until it is asked for: there is nothing left to do. */
  record Finished() implements Next {}
}
