package io.ridgeway.adapter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.Reservation;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One test's city node with the adapter that is open on it, and the patience to watch it. */
final class Bench implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(3);
  static final Duration GLANCE = Duration.ofMillis(50);

  final TestCityNode city;
  final Samples samples;
  final RecognisableKey key = new RecognisableKey();
  CloudAdapter adapter;
  private final Map<NetworkId, Long> tokens = new HashMap<>();

  Bench(TestCityNode city) {
    this.city = city;
    this.samples = new Samples(city);
    this.adapter = new Persistent(city, city.open());
  }

  /** Closes the adapter and opens another one on the same city node. */
  void reopen() {
    reopen(city::open);
  }

  void reopen(Supplier<CloudAdapter> opener) {
    adapter.close();
    adapter = new Persistent(city, opener.get());
  }

  /** The token that the network was last written with; at first 1. */
  private long token(NetworkId network) {
    return tokens.getOrDefault(network, 1L);
  }

  /** Asks until the addresses are settled. */
  List<Address> reserve(NetworkId network, NodeName node, List<Port> ports) {
    Reservation answer =
        until(
            "addresses of " + node + " are settled",
            () -> adapter.reserve(network, node, ports, new Fence(token(network))),
            Reservation.Settled.class::isInstance);
    return ((Reservation.Settled) answer).addresses();
  }

  /** Where a port of a listening sample is reached from inside. */
  HostPort inside(NetworkId network, NodeName node) {
    return reserve(network, node, Samples.PORTS).stream()
        .filter(a -> a.port().equals("p2p"))
        .findFirst()
        .map(a -> a.from().get(Viewpoint.INSIDE))
        .orElseThrow();
  }

  /** Reserves for and applies the workloads of a network. */
  void apply(NetworkId network, long token, Workload... workloads) {
    apply(network, token, List.of(), workloads);
  }

  /** The same, with tasks. */
  void apply(NetworkId network, long token, List<Task> tasks, Workload... workloads) {
    tokens.put(network, token);
    for (Workload workload : workloads) {
      if (!workload.ports().isEmpty()) {
        reserve(network, workload.name(), workload.ports());
      }
    }
    adapter.apply(samples.deployment(network, workloads).running(tasks), new Fence(token), key);
  }

  /** Applies the workloads, but leaves some of them as they are. */
  void applyLeaving(Set<NodeName> left, NetworkId network, long token, Workload... workloads) {
    tokens.put(network, token);
    for (Workload workload : workloads) {
      reserve(network, workload.name(), workload.ports());
    }
    adapter.apply(samples.deployment(network, workloads).leaving(left), new Fence(token), key);
  }

  /** Applies the workloads, but has some of them stand still. */
  void applyStopped(Set<NodeName> stopped, NetworkId network, long token, Workload... workloads) {
    tokens.put(network, token);
    for (Workload workload : workloads) {
      reserve(network, workload.name(), workload.ports());
    }
    adapter.apply(samples.stopped(stopped, network, workloads), new Fence(token), key);
  }

  /** Applies the workloads, and waits until all of them run. */
  void run(NetworkId network, long token, Workload... workloads) {
    apply(network, token, workloads);
    for (Workload workload : workloads) {
      running(network, workload);
    }
  }

  /** Waits until the workload runs as it is given. */
  ObservedWorkload running(NetworkId network, Workload workload) {
    String digest = adapter.digest(network, workload);
    return observed(
        network, workload.name(), w -> w.phase() == Phase.RUNNING && w.digest().equals(digest));
  }

  /** Waits until the node is observed as {@code wanted}. */
  ObservedWorkload observed(NetworkId network, NodeName node, Predicate<ObservedWorkload> wanted) {
    return until(
            "observation of " + node,
            () -> adapter.observe(network).find(node),
            w -> w.filter(wanted).isPresent())
        .orElseThrow();
  }

  /** Waits until nothing of the network is observed but its fence; then nothing may be there. */
  void gone(NetworkId network, long fence) {
    until(
        "nothing of " + network + " is observed",
        () -> adapter.observe(network),
        o -> o.equals(new Observation(fence, List.of())));
    assertThat(city.traces(network)).isEmpty();
  }

  /** Waits until {@code wanted} holds of what {@code look} gives, and gives that. */
  <T> T until(String what, Supplier<T> look, Predicate<T> wanted) {
    Instant deadline = city.clock().instant().plus(PATIENCE);
    T seen = look.get();
    while (!wanted.test(seen)) {
      if (city.clock().instant().isAfter(deadline)) {
        throw new AssertionError("waited " + PATIENCE + " in vain: " + what + ": last " + seen);
      }
      city.pass(GLANCE);
      seen = look.get();
    }
    return seen;
  }

  @Override
  public void close() {
    try {
      adapter.close();
    } finally {
      city.close();
    }
  }
}
