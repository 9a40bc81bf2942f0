package io.ridgeway.reconciler;

import java.io.Serial;

/** The pass is out of date: someone else has the network, or something else is wanted of it. */
final class Stop extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Stop() {
    super("the network was taken over, or something else is wanted of it", null, false, false);
  }
}
