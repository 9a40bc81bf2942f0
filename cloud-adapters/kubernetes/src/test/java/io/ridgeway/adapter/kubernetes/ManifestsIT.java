package io.ridgeway.adapter.kubernetes;

import static io.ridgeway.adapter.kubernetes.Stage.A;
import static io.ridgeway.adapter.kubernetes.Stage.B;
import static io.ridgeway.adapter.kubernetes.Stage.PORTS;
import static io.ridgeway.adapter.kubernetes.Stage.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ridgeway.adapter.Manifest;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Task;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What is printed is what is applied, but for the values of secrets. */
@Isolated("the node ports that it gives back and asks for again must not go to another test")
class ManifestsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<Task> TASKS = List.of(Stage.task("fail"));
  private static final String SECRET_VALUE = "00".repeat(32);

  private final Stage stage = Stage.onApiServer();

  @AfterEach
  void close() {
    stage.close();
  }

  private String printed() {
    return stage
        .adapter
        .manifests(
            new Deployment(stage.network, stage.id, List.of(node(A), node(B))).running(TASKS))
        .stream()
        .map(Manifest::text)
        .collect(Collectors.joining("---\n"));
  }

  @Test
  void whatIsPrintedMakesTheSameObjectsInAnEmptyNamespace() {
    // Given
    stage.adapter.reserve(stage.network, A, PORTS, new Fence(1));
    stage.adapter.reserve(stage.network, B, PORTS, new Fence(1));
    stage.apply(stage.network, 1, TASKS, node(A), node(B));
    String printed = printed();
    Map<String, JsonNode> applied = written();
    assertThat(applied).hasSizeGreaterThan(15);
    assertThat(applied.keySet()).anyMatch(name -> name.startsWith("Job/task-backup-"));
    assertThat(stage.secretsAsked).hasValue(3);
    stage.remove(2);
    // When
    applyServerSide(printed);
    // Then
    Map<String, JsonNode> again = written();
    assertThat(again.keySet()).isEqualTo(applied.keySet());
    applied.forEach((name, object) -> assertThat(again.get(name)).as(name).isEqualTo(object));
  }

  @Test
  void noSecretValueIsPrintedOrEvenAskedFor() {
    // When
    String printed = printed();
    // Then
    assertThat(stage.secretsAsked).hasValue(0);
    assertThat(printed)
        .contains("ridgeway-key://")
        .doesNotContain(SECRET_VALUE)
        .doesNotContain(
            Base64.getEncoder().encodeToString(SECRET_VALUE.getBytes(StandardCharsets.US_ASCII)));
  }

  /** As {@code kubectl apply --server-side -f -} does, in the order of the documents. */
  private void applyServerSide(String yaml) {
    InputStream stream = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    for (HasMetadata object : stage.client.load(stream).items()) {
      // The quota's controller may be behind, as it may be for anyone.
      Stage.await(
          "the quota counts " + object.getMetadata().getName(), SOON, () -> isApplied(object));
    }
  }

  private boolean isApplied(HasMetadata object) {
    try {
      stage.client.resource(object).fieldManager("gitops").forceConflicts().serverSideApply();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        return false;
      }
      throw e;
    }
  }

  /** What is declared of each object that is written into the network's namespace, by name. */
  private Map<String, JsonNode> written() {
    Map<String, JsonNode> written = new TreeMap<>();
    for (HasMetadata object : stage.objects()) {
      boolean fence = object.getMetadata().getName().equals("fence-" + stage.network);
      if (!object.getKind().equals("Pod") && !fence) {
        written.put(
            object.getKind() + "/" + object.getMetadata().getName(),
            declared(JSON.valueToTree(object)));
      }
    }
    return written;
  }

  /** Without what the cluster adds, and without what secrets hold. */
  private static JsonNode declared(ObjectNode object) {
    object.remove("status");
    if (object.path("kind").asText().equals("Secret")) {
      List<String> names = new ArrayList<>();
      object.path("data").fieldNames().forEachRemaining(names::add);
      object.putPOJO("data", names);
    }
    ((ObjectNode) object.path("metadata")).retain("name", "namespace", "labels", "annotations");
    if (object.path("spec") instanceof ObjectNode spec) {
      spec.remove(List.of("clusterIP", "clusterIPs"));
      if (object.path("kind").asText().equals("Job")) {
        spec.remove("selector");
        ((ObjectNode) spec.at("/template/metadata/labels"))
            .remove(
                List.of(
                    "controller-uid",
                    "job-name",
                    "batch.kubernetes.io/controller-uid",
                    "batch.kubernetes.io/job-name"));
      }
    }
    return object;
  }
}
