package io.ridgeway.gateway.submit;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in the order they came, at most so many at once, on another executor's threads. After
 * each task it goes to the back of that executor's queue, so that a long line of one account
 * doesn't hold up the others.
 */
public final class Turns implements Executor {
  private final Executor under;
  private final int limit;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  /** Turns on the threads of {@code under}, {@code limit} at once. */
  public Turns(Executor under, int limit) {
    this.under = under;
    this.limit = limit;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      waiting.add(task);
      if (running == limit) {
        return;
      }
      running++;
    }
    under.execute(this::turn);
  }

  private void turn() {
    Runnable task = next();
    if (task == null) {
      return;
    }
    try {
      task.run();
    } finally {
      if (more()) {
        under.execute(this::turn);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable task = waiting.poll();
    if (task == null) {
      running--;
    }
    return task;
  }

  private synchronized boolean more() {
    if (waiting.isEmpty()) {
      running--;
      return false;
    }
    return true;
  }
}
