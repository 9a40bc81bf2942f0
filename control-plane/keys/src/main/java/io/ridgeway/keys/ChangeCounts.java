package io.ridgeway.keys;

import io.ridgeway.model.NetworkId;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often networks' keys were changed, as far as this process knows. What was read before a
 * change and is held after it would be used until its time is up; this tells. Networks share
 * counts, so now and then it tells of another one's change.
 */
final class ChangeCounts {
  private static final int COUNTS = 64;

  private final AtomicLongArray counts = new AtomicLongArray(COUNTS);

  /** Something of the network's keys changes; before what is held of them is looked at. */
  void raise(NetworkId network) {
    counts.incrementAndGet(index(network));
  }

  /** All counts as they are; before something is read. */
  long[] now() {
    long[] now = new long[COUNTS];
    for (int i = 0; i < COUNTS; i++) {
      now[i] = counts.get(i);
    }
    return now;
  }

  /** Whether the network's keys changed since then. */
  boolean changed(NetworkId network, long[] since) {
    return counts.get(index(network)) != since[index(network)];
  }

  private static int index(NetworkId network) {
    return Math.floorMod(network.hashCode(), COUNTS);
  }
}
