package io.ridgeway.gateway;

import io.ridgeway.gateway.submit.Turns;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Works off the calls of one network that block: so many at once, so many waiting, and the rest is
 * refused, so that a network that hangs leaves threads and memory to the others. Thread-safe.
 */
final class Desk {
  private static final int THREADS_PER_NETWORK = 8;

  private final Executor pool;
  private final Executor threads;
  private final int most;
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * A desk.
   *
   * @param threads where it all runs; may block
   * @param most how many calls may be under way or wait
   */
  Desk(Executor threads, int most) {
    this.pool = threads;
    this.threads = new Turns(threads, THREADS_PER_NETWORK);
    this.most = most;
  }

  /** Has the work done in its turn; false, and nothing is done, if too much waits already. */
  boolean take(Runnable work) {
    if (taken.incrementAndGet() > most) {
      taken.decrementAndGet();
      return false;
    }
    threads.execute(
        () -> {
          try {
            work.run();
          } finally {
            taken.decrementAndGet();
          }
        });
    return true;
  }

  /** Another one over the same threads, with turns of its own. */
  Desk fellow(int atMost) {
    return new Desk(pool, atMost);
  }

  /** The most calls that may wait. */
  int most() {
    return most;
  }
}
