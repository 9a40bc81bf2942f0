package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.AdapterException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads on which one city node's requests wait for their answers. They end when idle. */
final class Workers implements AutoCloseable {
  private static final int MOST = 16;
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  Workers(String name) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Runs all of them, several at once; then throws what the first that failed threw. */
  void all(List<Runnable> tasks) {
    if (tasks.size() == 1) {
      tasks.get(0).run();
      return;
    }
    List<Future<?>> running = new ArrayList<>();
    tasks.forEach(task -> running.add(threads.submit(task)));
    @Nullable RuntimeException first = null;
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        running.forEach(f -> f.cancel(true));
        throw new AdapterException.Unreachable("interrupted while writing to a cluster", e);
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

  /** Runs it some time, unless all is being closed. */
  void later(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      // The adapter is closed; another one will see to it.
    }
  }

  boolean isClosed() {
    return threads.isShutdown();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
