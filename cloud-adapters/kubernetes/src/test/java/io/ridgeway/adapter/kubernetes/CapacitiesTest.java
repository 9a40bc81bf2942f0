package io.ridgeway.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Machines of four processors and 4 GiB each. */
class CapacitiesTest {
  private static final Resources ONE = new Resources(4_000, 4_096, 1_000);
  private static final Resources NONE = new Resources(0, 0, 1_000);

  private final List<Node> nodes = new ArrayList<>();
  private final List<Pod> pods = new ArrayList<>();
  private final Map<String, String> configuration =
      new HashMap<>(
          Map.of(
              "software",
              "[{name: sample, version: '1.0', image: 'example/sample:1'}]",
              "publicHost",
              "127.0.0.1"));

  @Test
  void aMachineThatOurPodsDoNotSelectIsNotCounted() {
    // Given
    nodes.add(machine("a", "pool=ledgers"));
    nodes.add(machine("b", "pool=others"));
    configuration.put("nodeSelector", "pool=ledgers");
    // When, Then
    assertThat(capacity().total()).isEqualTo(ONE);
  }

  @Test
  void aTaintedMachineIsCountedOnlyIfOurPodsBearItsTaints() {
    // Given
    nodes.add(tainted("a", "ledgers", "yes", "NoSchedule"));
    // When, Then
    assertThat(capacity().total()).isEqualTo(NONE);
    configuration.put("tolerations", "[{key: ledgers, operator: Equal, value: 'no'}]");
    assertThat(capacity().total()).isEqualTo(NONE);
    configuration.put("tolerations", "[{key: ledgers, operator: Exists, effect: NoExecute}]");
    assertThat(capacity().total()).isEqualTo(NONE);
    configuration.put("tolerations", "[{key: ledgers, operator: Equal, value: 'yes'}]");
    assertThat(capacity().total()).isEqualTo(ONE);
    configuration.put("tolerations", "[{operator: Exists}]");
    assertThat(capacity().total()).isEqualTo(ONE);
  }

  @Test
  void aTaintThatOnlyAsksIsNone() {
    // Given
    nodes.add(tainted("a", "busy", "yes", "PreferNoSchedule"));
    // When, Then
    assertThat(capacity().total()).isEqualTo(ONE);
  }

  @Test
  void whatPodsRequestOnOtherMachinesTakesNoRoomHere() {
    // Given
    nodes.add(machine("a", "pool=ledgers"));
    nodes.add(machine("b", "pool=others"));
    configuration.put("nodeSelector", "pool=ledgers");
    pods.add(pod("a", ""));
    pods.add(pod("b", ""));
    // When, Then
    assertThat(capacity().free()).isEqualTo(new Resources(3_000, 3_072, 1_000));
  }

  @Test
  void aPodThatWaitsForAMachineTakesRoomWhereItMayCome() {
    // Given
    nodes.add(machine("a", "pool=ledgers"));
    pods.add(pod(null, "ledgers"));
    pods.add(pod(null, "others"));
    // When, Then
    assertThat(capacity().free()).isEqualTo(new Resources(3_000, 3_072, 1_000));
  }

  private Capacity capacity() {
    return Capacities.of(
        nodes, pods, 0, KubernetesSettings.of(new CityNodeId("frankfurt-1"), configuration));
  }

  private static Node machine(String name, String label) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels(label.split("=")[0], label.split("=")[1])
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .addToAllocatable("cpu", new Quantity("4"))
        .addToAllocatable("memory", new Quantity("4Gi"))
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  private static Node tainted(String name, String key, String value, String effect) {
    return new NodeBuilder(machine(name, "pool=ledgers"))
        .editSpec()
        .addNewTaint()
        .withKey(key)
        .withValue(value)
        .withEffect(effect)
        .endTaint()
        .endSpec()
        .build();
  }

  /** One processor and 1 GiB; on no machine yet if {@code machine} is null. */
  private static Pod pod(@Nullable String machine, String pool) {
    return new PodBuilder()
        .withNewSpec()
        .withNodeName(machine)
        .withNodeSelector(pool.isEmpty() ? Map.of() : Map.of("pool", pool))
        .addNewContainer()
        .withName("c")
        .withNewResources()
        .addToRequests("cpu", new Quantity("1"))
        .addToRequests("memory", new Quantity("1Gi"))
        .endResources()
        .endContainer()
        .endSpec()
        .build();
  }
}
