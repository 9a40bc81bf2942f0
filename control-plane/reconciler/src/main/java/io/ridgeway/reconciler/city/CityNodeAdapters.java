package io.ridgeway.reconciler.city;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.backup.FileSites;
import io.ridgeway.engine.catalogue.Adapters;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodeEntry.Heard;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.CityNodeCredentials;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The adapters of the registered city nodes: opened when first needed, kept, opened anew when the
 * registration changes. Each is given its own city node's secrets, from custody and at the moment
 * that it asks, and a way to tell of a network that changed.
 */
public final class CityNodeAdapters implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CityNodeAdapters.class);
  private static final Duration BETWEEN_WAKES = Duration.ofMillis(200);

  private final AdapterProviders providers;
  private final Map<CityNodeId, Slot> slots = new ConcurrentHashMap<>();
  private final Ports ports;
  private final Hearing hearing;
  private final Wakes wakes;
  private volatile boolean closed;

  /**
   * What the adapters are joined to.
   *
   * @param threads where calls run; a call that hangs keeps its thread, so there must be no end of
   *     them
   * @param patience how long a city node may take to say how it is
   */
  public record Ports(
      Transactions transactions,
      CityNodes cityNodes,
      CityNodeCredentials credentials,
      Networks networks,
      Schedule schedule,
      Clock clock,
      ExecutorService threads,
      Duration patience,
      CallLimits limits) {}

  public CityNodeAdapters(AdapterProviders providers, Ports ports) {
    this.providers = providers;
    this.ports = ports;
    this.hearing = new Hearing(ports.clock(), ports.patience());
    this.wakes = new Wakes(this::wake, BETWEEN_WAKES);
  }

  /**
   * The city node's registration. Not to be called within a transaction.
   *
   * @throws AdapterException.Undeclared if there is none
   */
  public CityNodeEntry registration(CityNodeId id) {
    return ports
        .transactions()
        .asSystem(() -> ports.cityNodes().find(id))
        .orElseThrow(
            () ->
                new AdapterException.Undeclared(
                    "City node " + id + " is not registered; register it again."));
  }

  /**
   * Runs {@code work} for a network with the city node's adapter, no longer than the deadline. Not
   * to be called within a transaction.
   *
   * @throws AdapterException as the adapter does; what else it throws comes as {@link
   *     AdapterException.Unreachable}, so that one adapter's fault is never the caller's; and so
   *     does no answer in time
   * @throws Refusal if custody refuses the adapter a key
   */
  public <T> T at(CityNodeEntry entry, NetworkId network, Function<CloudAdapter, T> work) {
    Slot slot = slot(entry);
    return slot.calls.call(network, () -> with(slot, entry, work));
  }

  /** Reaches a city node and looks at it, within the deadline; writes nothing. */
  Adapters.Trial test(CityNodeEntry entry) {
    try {
      Slot slot = slot(entry);
      return slot.calls.call(
          "test",
          () ->
              with(
                  slot,
                  entry,
                  a -> new Adapters.Trial(a.check(), Optional.of(a.capacity()), listed(a))));
    } catch (AdapterException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (Refusal e) {
      return failed(e.detail());
    }
  }

  private static Adapters.Trial failed(String why) {
    return new Adapters.Trial(List.of(why), Optional.empty(), Set.of());
  }

  /** What it runs, and with that whether it hands files over. */
  private static Set<Software> listed(CloudAdapter adapter) {
    Set<Software> all = new HashSet<>(adapter.software());
    if (adapter.capabilities().contains(Capability.FILES)) {
      all.add(FileSites.FILES);
    }
    return Set.copyOf(all);
  }

  /**
   * Asks every city node how it is and keeps the answers. One that is dead, or doesn't answer in
   * time, keeps its last figures and says so; it holds up no other. Lets go of the adapters of
   * those that were removed. Networks are woken where a city node fell silent or is heard again:
   * nobody else tells of that, and they may not be due for a while.
   */
  public void hearAll() {
    // Before they are read: a slot that is made meanwhile is that of one that is registered.
    Map<CityNodeId, Slot> before = Map.copyOf(slots);
    List<CityNodeEntry> all = ports.transactions().asSystem(ports.cityNodes()::all);
    closeAllBut(all.stream().map(e -> e.node().id()).collect(Collectors.toSet()), before);
    Map<CityNodeId, Heard> heard =
        hearing.of(
            all,
            entry -> with(slot(entry), entry, a -> new Hearing.Answer(a.capacity(), listed(a))));
    heard.forEach(
        (id, now) -> ports.transactions().runAsSystem(() -> ports.cityNodes().heard(id, now)));
    for (CityNodeEntry entry : all) {
      Heard now = heard.get(entry.node().id());
      boolean turned =
          now != null
              && entry
                  .heard()
                  .filter(then -> then.problem().isEmpty() != now.problem().isEmpty())
                  .isPresent();
      if (turned) {
        wakeAllAt(entry.node().id());
      }
    }
  }

  private void wakeAllAt(CityNodeId id) {
    ports
        .transactions()
        .asSystem(() -> ports.networks().at(id))
        .forEach(network -> wakes.tell(network.id()));
  }

  private void closeAllBut(Set<CityNodeId> registered, Map<CityNodeId, Slot> before) {
    before.forEach(
        (id, slot) -> {
          if (!registered.contains(id) && slots.remove(id, slot)) {
            slot.close();
          }
        });
  }

  /** Lets go of all adapters. What runs at the city nodes goes on. */
  @Override
  public void close() {
    closed = true;
    wakes.close();
    hearing.close();
    slots.values().forEach(Slot::close);
  }

  private Slot slot(CityNodeEntry entry) {
    if (closed) {
      throw new IllegalStateException("the adapters are closed");
    }
    Slot slot = slots.computeIfAbsent(entry.node().id(), id -> new Slot(entry, Optional.empty()));
    if (slot.fits(entry)) {
      return slot;
    }
    // The caller may have read it before it was changed; what was must not come back.
    CityNodeEntry now = registration(entry.node().id());
    return slot.fits(now) ? slot : replaced(slot, now);
  }

  private Slot replaced(Slot slot, CityNodeEntry entry) {
    // Anew, with places of its own: what hangs in the one before holds none of them.
    Slot fresh = new Slot(entry, Optional.of(slot));
    if (slots.replace(entry.node().id(), slot, fresh)) {
      slot.close();
      return fresh;
    }
    fresh.close();
    return slot(entry);
  }

  private static <T> T with(Slot slot, CityNodeEntry entry, Function<CloudAdapter, T> work) {
    try {
      return work.apply(slot.adapter());
    } catch (AdapterException | Refusal e) {
      throw e;
    } catch (RuntimeException e) {
      throw new AdapterException.Unreachable(
          "The adapter of city node "
              + entry.node().id()
              + " failed ("
              + e.getClass().getSimpleName()
              + "); see the log.",
          e);
    }
  }

  private void wake(NetworkId network) {
    ports
        .transactions()
        .runAsSystem(
            () -> {
              // An adapter may know of one that was never ours, or is gone.
              if (ports.networks().find(network).isPresent()) {
                ports.schedule().reconcile(network);
              }
            });
  }

  /** One city node's adapter as it is registered now. */
  private final class Slot {
    final Calls calls;
    private final CityNodeId id;
    private final String kind;
    private final Map<String, String> configuration;
    private final CompletableFuture<Boolean> gone = new CompletableFuture<>();
    private Optional<Slot> before;
    private @Nullable CloudAdapter adapter;
    private volatile boolean over;

    /**
     * A slot.
     *
     * @param before whose place it takes; its adapter is let go of before this one's is opened, for
     *     a city node may take only one, unless that takes too long
     */
    Slot(CityNodeEntry entry, Optional<Slot> before) {
      this.before = before;
      this.id = entry.node().id();
      this.kind = entry.node().adapter();
      this.configuration = entry.configuration();
      this.calls = new Calls(id, ports.threads(), ports.limits());
    }

    boolean fits(CityNodeEntry entry) {
      return kind.equals(entry.node().adapter()) && configuration.equals(entry.configuration());
    }

    synchronized CloudAdapter adapter() {
      if (adapter == null) {
        before.ifPresent(Slot::awaitGone);
        before = Optional.empty();
        if (over) {
          throw new AdapterException.Unreachable(
              "The registration of city node " + id + " was changed meanwhile.");
        }
        try {
          adapter =
              providers
                  .get(id, kind)
                  .open(
                      new AdapterContext(
                          id,
                          configuration,
                          property -> ports.credentials().open(id, property),
                          wakes::tell));
        } catch (IllegalArgumentException e) {
          throw new AdapterException.Undeclared(
              "The configuration of city node " + id + " isn't accepted: " + e.getMessage());
        }
      }
      return adapter;
    }

    /** On a thread of its own: an adapter that hangs while it is opened can't be closed either. */
    void close() {
      over = true;
      try {
        ports.threads().execute(this::letGo);
      } catch (RejectedExecutionException e) {
        // The threads ended first, so none hangs in the adapter.
        letGo();
      }
    }

    private void awaitGone() {
      try {
        gone.get(ports.limits().queue().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        LOG.atWarn().addKeyValue("cityNode", id).setCause(e).log("is opened anew beside the old");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized void letGo() {
      try {
        if (adapter != null) {
          adapter.close();
          adapter = null;
        }
      } finally {
        gone.complete(true);
      }
    }
  }
}
