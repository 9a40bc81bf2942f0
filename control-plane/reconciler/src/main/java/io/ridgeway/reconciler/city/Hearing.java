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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Asks city nodes at once, and waits for none longer than its patience. */
final class Hearing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
  private static final Capacity NOTHING = new Capacity(Resources.NONE, Resources.NONE);

  private final Map<Asked, Future<Answer>> asked = new ConcurrentHashMap<>();
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

  /** A city node as it was registered when it was asked. */
  private record Asked(CityNodeId id, String adapter, Map<String, String> configuration) {
    static Asked of(CityNodeEntry entry) {
      return new Asked(entry.node().id(), entry.node().adapter(), entry.configuration());
    }
  }

  record Answer(Capacity capacity, Set<Software> software) {}

  Map<CityNodeId, Heard> of(List<CityNodeEntry> entries, Function<CityNodeEntry, Answer> ask) {
    forgetAllBut(entries.stream().map(Asked::of).collect(Collectors.toSet()));
    // One that hangs from last time isn't asked again until it is through: its thread is enough.
    Map<CityNodeEntry, Future<Answer>> answers = new LinkedHashMap<>();
    entries.forEach(
        e ->
            answers.put(
                e, asked.computeIfAbsent(Asked.of(e), a -> threads.submit(() -> ask.apply(e)))));
    // Real time, not the clock's: it is about how long this thread waits.
    long deadline = System.nanoTime() + patience.toNanos();
    Map<CityNodeId, Heard> heard = new TreeMap<>();
    answers.forEach((e, answer) -> heard.put(e.node().id(), wait(e, answer, deadline)));
    return heard;
  }

  /** Those that are gone, or registered otherwise by now. */
  private void forgetAllBut(Set<Asked> registered) {
    asked.forEach(
        (a, answer) -> {
          if (!registered.contains(a) && asked.remove(a, answer)) {
            answer.cancel(true);
          }
        });
  }

  private Heard wait(CityNodeEntry entry, Future<Answer> future, long deadline) {
    CityNodeId id = entry.node().id();
    try {
      Answer answer = future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      asked.remove(Asked.of(entry), future);
      return new Heard(answer.capacity(), answer.software(), clock.instant(), "");
    } catch (TimeoutException e) {
      return unheard(entry, "It did not answer within " + patience.toSeconds() + " s.");
    } catch (ExecutionException e) {
      asked.remove(Asked.of(entry), future);
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
    } catch (CancellationException e) {
      return unheard(entry, "It was registered anew meanwhile.");
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
