package io.ridgeway.gateway;

import java.time.Duration;

/** Counts the requests under way, so that a gateway that closes can wait for them. Thread-safe. */
final class Drain {
  private int underWay;
  private boolean closing;

  /** Lets a request in, unless the gateway closes. */
  synchronized boolean enter() {
    if (!closing) {
      underWay++;
    }
    return !closing;
  }

  /** A request that was let in is over. */
  synchronized void leave() {
    underWay--;
    notifyAll();
  }

  /** Lets nobody in any more, and waits until all are out; false if some still are. */
  synchronized boolean close(Duration patience) throws InterruptedException {
    closing = true;
    long until = System.nanoTime() + patience.toNanos();
    for (long left = patience.toNanos(); underWay > 0 && left > 0; ) {
      wait(Math.max(1, left / 1_000_000));
      left = until - System.nanoTime();
    }
    return underWay == 0;
  }
}
