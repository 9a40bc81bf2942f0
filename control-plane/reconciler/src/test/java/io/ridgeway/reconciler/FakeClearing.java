package io.ridgeway.reconciler;

import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.conformance.FakeCityNode;
import io.ridgeway.framework.Clearing;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every validator holds something of every guest, until a run on its volume noted that one. */
final class FakeClearing implements Clearing {
  static final String GONE = "gone";

  private final List<FakeCityNode> cities;

  /** How runs end. */
  volatile String ending = "SUCCESS";

  /** Whether runs that fail found nothing. */
  volatile boolean gone;

  /** Whether nodes say that they hold everything, whatever was done. */
  volatile boolean stubborn;

  volatile String obstacle = "";

  FakeClearing(List<FakeCityNode> cities) {
    this.cities = cities;
  }

  @Override
  public Optional<String> obstacle(NetworkSpec host) {
    return Optional.of(obstacle).filter(o -> !o.isEmpty());
  }

  @Override
  public Optional<String> interruption(NetworkSpec host) {
    return Optional.of("One of four is away.");
  }

  @Override
  public Set<String> roles() {
    return Set.of("validator");
  }

  @Override
  public Map<NodeName, Set<NetworkId>> held(LedgerEndpoints host, Set<NetworkId> guests) {
    Map<NodeName, Set<NetworkId>> held = new TreeMap<>();
    for (FakeCityNode city : cities) {
      city.open().observe(host.network()).workloads().stream()
          .filter(w -> w.phase() == Phase.RUNNING && w.name().value().startsWith("validator"))
          .forEach(w -> held.put(w.name(), held(city, host.network(), w.name(), guests)));
    }
    return held;
  }

  private Set<NetworkId> held(
      FakeCityNode city, NetworkId host, NodeName node, Set<NetworkId> guests) {
    List<String> noted = city.lines(host, node, "data", GONE);
    return guests.stream()
        .filter(guest -> stubborn || !noted.contains(guest.value()))
        .collect(Collectors.toSet());
  }

  @Override
  public Task task(Workload node, NetworkId guest) {
    return new Task(
        "clear-" + guest.value(),
        node.software(),
        List.of(FakeCityNode.NOTE, guest.value(), Symbols.volume("data") + "/" + GONE, ending),
        Map.of(),
        List.of(),
        node.secrets(),
        Optional.of(node.name()),
        new Resources(100, 64, 0),
        2,
        Duration.ofMinutes(10));
  }

  @Override
  public Optional<Place> place(NetworkId guest) {
    return Optional.of(new Place("data", "chains/" + guest));
  }

  @Override
  public boolean wasGone(List<String> output) {
    return gone;
  }
}
