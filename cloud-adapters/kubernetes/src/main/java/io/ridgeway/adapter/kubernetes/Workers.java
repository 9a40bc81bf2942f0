package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.AdapterException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which one city node's requests wait for their answers. They end when idle. What is
 * done some time has threads of its own: it may wait for its turn, and requests must not wait for
 * it.
 */
final class Workers implements AutoCloseable {
  private static final int MOST = 16;
  private static final int MOST_LATER = 8;
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;
  private final ThreadPoolExecutor laterThreads;

  Workers(String name) {
    threads = pool(name, MOST);
    laterThreads = pool(name + "-later", MOST_LATER);
  }

  private static ThreadPoolExecutor pool(String name, int most) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Runs all of them, several at once; then throws what the first that failed threw. */
  void all(List<Runnable> tasks) {
    if (tasks.size() == 1) {
      tasks.get(0).run();
      return;
    }
    List<Future<?>> running = new ArrayList<>();
    try {
      tasks.forEach(task -> running.add(threads.submit(task)));
    } catch (RejectedExecutionException e) {
      throw closed(e);
    }
    @Nullable RuntimeException first = null;
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        running.forEach(f -> f.cancel(true));
        throw new AdapterException.Unreachable("interrupted while writing to a cluster", e);
      } catch (CancellationException e) {
        throw closed(e);
      } catch (ExecutionException e) {
        RuntimeException failure =
            e.getCause() instanceof RuntimeException r
                ? r
                : new IllegalStateException(e.getCause());
        first = first == null ? failure : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static AdapterException closed(RuntimeException e) {
    return new AdapterException.Unreachable("the adapter is being closed; ask again", e);
  }

  /** Runs it some time, unless all is being closed. */
  void later(Runnable task) {
    try {
      laterThreads.execute(task);
    } catch (RejectedExecutionException e) {
      // The adapter is closed; another one will see to it.
    }
  }

  boolean isClosed() {
    return threads.isShutdown();
  }

  @Override
  public void close() {
    laterThreads.shutdownNow();
    for (Runnable queued : threads.shutdownNow()) {
      // Whoever waits for it would wait for ever.
      if (queued instanceof Future<?> future) {
        future.cancel(false);
      }
    }
  }
}
