package io.ridgeway.app.wiring;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Where calls of city nodes run. They have no end, since one that hangs keeps its thread; how many
 * there can be is the city nodes' own limit. They don't keep the process alive.
 */
@Singleton
class CityNodeThreads {
  private static final int LAST_WORDS_SECONDS = 3;

  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "city-node-call");
            thread.setDaemon(true);
            return thread;
          });

  ExecutorService pool() {
    return pool;
  }

  @PreDestroy
  void close() throws InterruptedException {
    pool.shutdown();
    if (!pool.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
      pool.shutdownNow();
    }
  }
}
