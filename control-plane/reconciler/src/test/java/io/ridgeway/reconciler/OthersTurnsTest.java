package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Three nodes that don't vote, and that are to be changed. */
class OthersTurnsTest {
  private static final CityNodeId AT = new CityNodeId("east");
  private static final String OLD = "0".repeat(64);
  private static final String NEW = "1".repeat(64);

  private final Map<String, ObservedWorkload> seen = new TreeMap<>();

  @Test
  void theyAreChangedOneAfterAnother() {
    // Given
    see("rpc-1", Phase.RUNNING, OLD);
    see("rpc-2", Phase.RUNNING, OLD);
    see("rpc-3", Phase.RUNNING, OLD);
    // Then
    assertThat(left(all -> true)).containsExactlyInAnyOrder("rpc-2", "rpc-3");

    // When the first comes up with it
    see("rpc-1", Phase.STARTING, NEW);
    // Then
    assertThat(left(all -> true)).containsExactlyInAnyOrder("rpc-2", "rpc-3");

    // When it runs, and isn't heard yet
    see("rpc-1", Phase.RUNNING, NEW);
    // Then
    assertThat(left(none -> false)).containsExactlyInAnyOrder("rpc-2", "rpc-3");
    assertThat(left(all -> true)).containsExactly("rpc-3");
  }

  @Test
  void oneThatIsLostHoldsNoOtherUp() {
    // Given
    see("rpc-1", Phase.BACKING_OFF, OLD);
    see("rpc-2", Phase.RUNNING, OLD);
    // Then
    assertThat(left(all -> true)).isEmpty();
  }

  private void see(String node, Phase phase, String digest) {
    seen.put(node, new ObservedWorkload(new NodeName(node), phase, digest, 0, Instant.EPOCH, ""));
  }

  private List<String> left(Predicate<ObservedWorkload> returned) {
    List<Workload> workloads = List.of(workload("rpc-1"), workload("rpc-2"), workload("rpc-3"));
    Map<NodeName, String> wanted = new TreeMap<>();
    workloads.forEach(w -> wanted.put(w.name(), NEW));
    return new Turns(
            new NetworkPlan(List.of(), List.of(), IdentityPlan.none()),
            List.of(new Deployment(new NetworkId("n000000000lab"), AT, workloads)),
            new Sights(
                Map.of(AT, new Sights.Seen(new Observation(1, new ArrayList<>(seen.values()))))),
            deployment -> wanted,
            returned)
        .left().stream().map(NodeName::value).sorted().toList();
  }

  private static Workload workload(String name) {
    return new Workload(
        new NodeName(name),
        "rpc",
        new Software("sample", "1"),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Probes(Optional.empty(), Optional.empty()),
        new Resources(100, 64, 1),
        Optional.empty());
  }
}
