package io.ridgeway.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RestartsTest {
  private static final String NETWORK = NetworkId.next().value();

  private final Map<NodeName, NodeSight> nodes = new TreeMap<>();

  @Test
  void ofAGroupOneGoesAtATime() {
    // Given
    node(1, "voters", "old", true);
    node(2, "voters", "old", true);
    node(3, "voters", "new", true);
    // When, Then
    assertThat(due()).containsExactly("validator-1-0");
  }

  @Test
  void noneGoesWhileAnotherMemberIsAway() {
    // Given
    node(1, "voters", "old", true);
    node(2, "voters", "new", false);
    // When, Then
    assertThat(due()).isEmpty();
  }

  @Test
  void whatDoesNotRunAnywayGoesAtOnce() {
    // Given
    node(1, "voters", "old", false);
    node(2, "voters", "old", false);
    node(3, "voters", "old", true);
    // When, Then
    assertThat(due()).containsExactly("validator-1-0", "validator-2-0");
  }

  @Test
  void thoseOfNoGroupDoNotWaitForEachOther() {
    // Given
    node(1, "", "old", true);
    node(2, "", "old", true);
    // When, Then
    assertThat(due()).containsExactly("validator-1-0", "validator-2-0");
  }

  private List<String> due() {
    return Restarts.due(nodes).stream().map(p -> p.key().name()).toList();
  }

  private void node(int ordinal, String group, String podDigest, boolean runs) {
    NodeName name = NodeName.of("validator", ordinal);
    Map<String, String> labels = new TreeMap<>();
    labels.put(Labels.NETWORK, NETWORK);
    labels.put(Labels.NODE, name.value());
    if (!group.isEmpty()) {
      labels.put(Labels.GROUP, group);
    }
    HasMetadata set =
        new StatefulSetBuilder()
            .withNewMetadata()
            .withName(name.value())
            .withUid("set-" + ordinal)
            .withLabels(labels)
            .addToAnnotations(Labels.DIGEST, "new")
            .endMetadata()
            .build();
    nodes.put(
        name,
        new NodeSight(
            name,
            Seen.of(Kind.STATEFUL_SET, set),
            List.of(Seen.of(Kind.POD, pod(name, labels, podDigest, runs)).orElseThrow())));
    assertThat(nodes.get(name).set()).isNotEqualTo(Optional.empty());
  }

  private static Pod pod(NodeName name, Map<String, String> labels, String digest, boolean runs) {
    PodBuilder pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name + "-0")
            .withUid("pod-" + name)
            .withLabels(labels)
            .addToAnnotations(Labels.DIGEST, digest)
            .endMetadata();
    return runs
        ? pod.withNewStatus()
            .addNewContainerStatus()
            .withName("node")
            .withStarted(true)
            .withNewState()
            .withNewRunning("2026-11-21T10:00:00Z")
            .endState()
            .endContainerStatus()
            .endStatus()
            .build()
        : pod.build();
  }
}
