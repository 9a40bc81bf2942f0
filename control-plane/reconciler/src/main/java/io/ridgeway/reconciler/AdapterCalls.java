package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.reconciler.Sights.Sight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What one pass asks the adapters of its network's city nodes, by which registrations, and what
 * went wrong there.
 */
final class AdapterCalls {
  private static final Logger LOG = LoggerFactory.getLogger(AdapterCalls.class);

  private final Ports ports;
  private final NetworkId id;
  private final Supplier<Network> network;
  private final Map<CityNodeId, CityNodeEntry> registrations = new HashMap<>();
  private final Map<CityNodeId, Map<NodeName, String>> digests = new HashMap<>();
  private final Map<CityNodeId, String> troubles = new HashMap<>();
  private final SortedSet<CityNodeId> full = new TreeSet<>();

  /**
   * Of one network.
   *
   * @param network as it is at a moment: what was said of its nodes before
   */
  AdapterCalls(Ports ports, NetworkId id, Supplier<Network> network) {
    this.ports = ports;
    this.id = id;
    this.network = network;
  }

  /**
   * Asks a city node's adapter; notes what is wrong there.
   *
   * @throws AdapterException of the kind that the adapter throws, in words for everybody
   */
  <T> T at(CityNodeId at, Function<CloudAdapter, T> work) {
    try {
      CityNodeEntry entry = registrations.computeIfAbsent(at, ports.adapters()::registration);
      return ports.adapters().at(entry, id, work);
    } catch (AdapterException e) {
      if (e instanceof AdapterException.NoRoom) {
        full.add(at);
      }
      AdapterException told = Told.of(at, e);
      String own = String.valueOf(e.getMessage());
      LOG.atLevel(isKnown(at, own) ? Level.DEBUG : Level.WARN)
          .addKeyValue("network", id)
          .addKeyValue("cityNode", at)
          .setCause(e)
          .log(String.valueOf(told.getMessage()));
      troubles.put(at, own);
      throw told;
    }
  }

  /**
   * The same for a write: by the registration as it is at this moment, not as the pass found it.
   */
  <T> T write(CityNodeId at, Function<CloudAdapter, T> work) {
    registrations.remove(at);
    return at(at, work);
  }

  /** Whether it was said before, in this pass or the one before, so that not each fills the log. */
  private boolean isKnown(CityNodeId at, String own) {
    return own.equals(troubles.get(at))
        || network.get().nodes().stream()
            .anyMatch(n -> n.cityNode().equals(at) && n.detail().contains(own));
  }

  /** What the city node's adapter said was wrong in this pass, in its own words. */
  Optional<String> trouble(CityNodeId at) {
    return Optional.ofNullable(troubles.get(at));
  }

  /** The city nodes that had no room in this pass, sorted. */
  List<CityNodeId> full() {
    return List.copyOf(full);
  }

  /** What is at these city nodes now. */
  Sights look(List<CityNodeId> at) {
    Map<CityNodeId, Sight> all = new TreeMap<>();
    at.forEach(c -> all.put(c, look(c)));
    return new Sights(all);
  }

  private Sight look(CityNodeId at) {
    try {
      return new Sights.Seen(at(at, a -> a.observe(id)));
    } catch (AdapterException e) {
      return new Sights.Unheard(String.valueOf(e.getMessage()));
    }
  }

  /** What is seen of the deployment's workloads once it is there as its city node makes it now. */
  Map<NodeName, String> digests(Deployment deployment) {
    return digests.computeIfAbsent(deployment.cityNode(), c -> ask(deployment));
  }

  private Map<NodeName, String> ask(Deployment deployment) {
    Map<NodeName, String> all = new TreeMap<>();
    try {
      at(
          deployment.cityNode(),
          adapter -> {
            for (Workload workload : deployment.workloads()) {
              all.put(workload.name(), adapter.digest(id, workload));
            }
            return true;
          });
    } catch (AdapterException e) {
      // It can't be applied as things are; applying it says why, and keeps the others from nothing.
      deployment.workloads().forEach(w -> all.put(w.name(), WorkloadDigest.of(w)));
    }
    return all;
  }
}
