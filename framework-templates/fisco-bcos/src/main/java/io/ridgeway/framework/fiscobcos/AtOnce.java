package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Answers;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** Asks nodes at once, so that those that don't answer keep nobody from the others' answers. */
final class AtOnce {
  private static final Executor THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fisco-bcos");
            thread.setDaemon(true);
            return thread;
          });

  private AtOnce() {}

  /** What was heard in time: whatever goes wrong with one node, it doesn't answer. */
  static <D, T> Map<NodeName, T> all(
      Map<NodeName, D> doors, Duration patience, BiFunction<NodeName, D, T> ask) {
    Map<NodeName, CompletableFuture<T>> asked = new TreeMap<>();
    doors.forEach(
        (node, door) ->
            asked.put(
                node,
                CompletableFuture.supplyAsync(() -> ask.apply(node, door), THREADS)
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)));
    return Answers.heard(asked);
  }
}
