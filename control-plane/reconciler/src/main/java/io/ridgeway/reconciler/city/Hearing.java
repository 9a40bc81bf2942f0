package io.ridgeway.reconciler.city;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodeEntry.Heard;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Asks city nodes at once, and waits for none longer than its patience. */
final class Hearing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
  private static final Capacity NOTHING = new Capacity(Resources.NONE, Resources.NONE);

  private final Map<CityNodeId, Future<Answer>> asked = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "city-node-hearing");
            thread.setDaemon(true);
            return thread;
          });
  private final Clock clock;
  private final Duration patience;

  Hearing(Clock clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
  }

  record Answer(Capacity capacity, Set<Software> software) {}

  Map<CityNodeId, Heard> of(List<CityNodeEntry> entries, Function<CityNodeEntry, Answer> ask) {
    // One that hangs from last time isn't asked again until it is through: its thread is enough.
    Map<CityNodeEntry, Future<Answer>> answers = new LinkedHashMap<>();
    entries.forEach(
        e ->
            answers.put(
                e, asked.computeIfAbsent(e.node().id(), id -> threads.submit(() -> ask.apply(e)))));
    // Real time, not the clock's: it is about how long this thread waits.
    long deadline = System.nanoTime() + patience.toNanos();
    Map<CityNodeId, Heard> heard = new TreeMap<>();
    answers.forEach((e, answer) -> heard.put(e.node().id(), wait(e, answer, deadline)));
    return heard;
  }

  private Heard wait(CityNodeEntry entry, Future<Answer> future, long deadline) {
    CityNodeId id = entry.node().id();
    try {
      Answer answer = future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      asked.remove(id);
      return new Heard(answer.capacity(), answer.software(), clock.instant(), "");
    } catch (TimeoutException e) {
      return unheard(entry, "It did not answer within " + patience.toSeconds() + " s.");
    } catch (ExecutionException e) {
      asked.remove(id);
      boolean isNews = entry.heard().filter(h -> !h.problem().isEmpty()).isEmpty();
      LOG.atLevel(isNews ? Level.WARN : Level.DEBUG)
          .addKeyValue("cityNode", id)
          .setCause(e)
          .log("can't be heard");
      return unheard(
          entry,
          e.getCause() instanceof AdapterException why
              ? String.valueOf(why.getMessage())
              : "It failed; see the log.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unheard(entry, "Ridgeway is stopping.");
    }
  }

  private Heard unheard(CityNodeEntry entry, String problem) {
    return new Heard(
        entry.heard().map(Heard::capacity).orElse(NOTHING),
        entry.heard().map(Heard::software).orElse(Set.of()),
        clock.instant(),
        problem);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
