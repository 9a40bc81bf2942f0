package io.ridgeway.reconciler.city;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The adapters of the registered city nodes: opened when first needed, kept, opened anew when the
 * registration changes.
 */
public final class CityNodeAdapters implements AutoCloseable {
  private final Map<String, CloudAdapterProvider> providers = new TreeMap<>();
  private final Map<CityNodeId, Slot> slots = new ConcurrentHashMap<>();
  private final Transactions transactions;
  private final CityNodes cityNodes;
  private final Hearing hearing;
  private volatile boolean closed;

  /**
   * Adapters of these kinds, as {@link java.util.ServiceLoader} found them.
   *
   * @param patience how long a city node may take to say how it is
   * @throws IllegalArgumentException if two have the same name
   */
  public CityNodeAdapters(
      List<CloudAdapterProvider> found,
      Transactions transactions,
      CityNodes cityNodes,
      Clock clock,
      Duration patience) {
    for (CloudAdapterProvider provider : found) {
      if (providers.putIfAbsent(provider.name(), provider) != null) {
        throw new IllegalArgumentException(
            "two cloud adapters are named " + provider.name() + "; remove one");
      }
    }
    this.transactions = transactions;
    this.cityNodes = cityNodes;
    this.hearing = new Hearing(clock, patience);
  }

  /**
   * The city node's registration. Not to be called within a transaction.
   *
   * @throws AdapterException.Undeclared if there is none
   */
  public CityNodeEntry registration(CityNodeId id) {
    return transactions
        .asSystem(() -> cityNodes.find(id))
        .orElseThrow(
            () ->
                new AdapterException.Undeclared(
                    "City node " + id + " is not registered; register it again."));
  }

  /**
   * Runs {@code work} with the city node's adapter. Not to be called within a transaction.
   *
   * @throws AdapterException as the adapter does; what else it throws comes as {@link
   *     AdapterException.Unreachable}, so that one adapter's fault is never the caller's
   * @throws Refusal if custody refuses the adapter a key
   */
  public <T> T at(CityNodeEntry entry, Function<CloudAdapter, T> work) {
    try {
      return work.apply(open(entry));
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

  /**
   * Asks every city node how it is and keeps the answers. One that is dead, or doesn't answer in
   * time, keeps its last figures and says so; it holds up no other.
   */
  public void hearAll() {
    List<CityNodeEntry> all = transactions.asSystem(cityNodes::all);
    hearing
        .of(all, entry -> at(entry, a -> new Hearing.Answer(a.capacity(), a.software())))
        .forEach((id, heard) -> transactions.runAsSystem(() -> cityNodes.heard(id, heard)));
  }

  /** Lets go of all adapters. What runs at the city nodes goes on. */
  @Override
  public void close() {
    closed = true;
    hearing.close();
    slots.values().forEach(Slot::close);
  }

  private CloudAdapter open(CityNodeEntry entry) {
    if (closed) {
      throw new IllegalStateException("the adapters are closed");
    }
    return slots.computeIfAbsent(entry.node().id(), id -> new Slot()).open(entry);
  }

  private CloudAdapterProvider provider(CityNodeEntry entry) {
    CloudAdapterProvider provider = providers.get(entry.node().adapter());
    if (provider == null) {
      throw new AdapterException.Undeclared(
          "City node "
              + entry.node().id()
              + " needs the cloud adapter "
              + entry.node().adapter()
              + ", which is not installed; there are: "
              + String.join(", ", providers.keySet())
              + ".");
    }
    return provider;
  }

  /**
   * One city node's adapter. Each has a lock of its own, so that one that hangs holds up no other.
   */
  private final class Slot {
    private @Nullable CloudAdapter adapter;
    private String kind = "";
    private Map<String, String> configuration = Map.of();

    synchronized CloudAdapter open(CityNodeEntry entry) {
      if (adapter != null
          && kind.equals(entry.node().adapter())
          && configuration.equals(entry.configuration())) {
        return adapter;
      }
      close();
      CloudAdapter fresh =
          provider(entry).open(AdapterContext.of(entry.node().id(), entry.configuration()));
      adapter = fresh;
      kind = entry.node().adapter();
      configuration = entry.configuration();
      return fresh;
    }

    synchronized void close() {
      if (adapter != null) {
        adapter.close();
        adapter = null;
      }
    }
  }
}
