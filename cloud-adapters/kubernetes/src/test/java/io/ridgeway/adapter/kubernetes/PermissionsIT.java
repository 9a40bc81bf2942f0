package io.ridgeway.adapter.kubernetes;

import static io.ridgeway.adapter.kubernetes.Stage.A;
import static io.ridgeway.adapter.kubernetes.Stage.node;
import static io.ridgeway.adapter.kubernetes.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.model.NetworkId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guide's role allows is enough, and what is missing is named. */
class PermissionsIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Path ROLE = Path.of("..", "..", "docs", "kubernetes", "role.yaml");
  private static final Path FILES = ROLE.resolveSibling("volume-files.yaml");

  private final KubeCluster cluster = KubeCluster.apiOnly();
  private Stage stage;

  @BeforeEach
  void open() throws IOException {
    grant(role());
    stage = new Stage(client(), kubeconfig(token()));
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
    for (Path file : List.of(ROLE, FILES)) {
      for (HasMetadata object : objects(file)) {
        if (object instanceof ClusterRole) {
          client().resource(object).delete();
        }
      }
    }
  }

  @Test
  void theRoleOfTheGuideIsEnough() {
    // Given
    stage.open();
    // When
    List<String> findings = stage.adapter.check();
    stage.apply(1, node(A));
    // Then
    assertThat(findings).isEmpty();
    assertThat(stage.isAsDeclared(node(A))).isTrue();
    assertThat(stage.adapter.capacity().total().storageGib()).isEqualTo(1_000);
    assertThat(stage.adapter.usage(stage.network)).hasSizeLessThanOrEqualTo(1);
    stage.remove(2);
  }

  @Test
  void aVerbThatIsMissingIsNamed() throws IOException {
    // Given
    without("statefulsets", "patch");
    without("pods/log", "get");
    stage.open();
    // When, Then
    Stage.await(
        "the grant is taken back",
        SOON,
        () ->
            stage.adapter.check().stream()
                .anyMatch(f -> f.contains("lacks patch on statefulsets.apps")));
    assertThat(stage.adapter.check())
        .anySatisfy(f -> assertThat(f).contains("get on pods/log"))
        .hasSize(2);
    assertThatThrownBy(() -> stage.apply(1, node(A)))
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining("StatefulSet " + stage.namespace + "/" + A)
        .hasMessageContaining("'patch' on 'statefulsets.apps'");
  }

  @Test
  void handingFilesOverAsksForARoleOfItsOwn() throws IOException {
    // Given
    stage.with("volumeFiles", "true").open();
    // When, Then
    assertThat(stage.adapter.check())
        .singleElement()
        .asString()
        .contains("lacks get, create on pods/exec");
    // When
    grant(objects(FILES));
    // Then
    Stage.await("the grant is there", SOON, () -> stage.adapter.check().isEmpty());
  }

  @Test
  void whatMayNotBeWatchedIsNamed() throws IOException {
    // Given
    without("poddisruptionbudgets", "list");
    stage.with("callSeconds", 5).open();
    // When, Then
    Stage.await(
        "it is named",
        SOON,
        () -> whyNot(stage).contains("'list' and 'watch' on 'poddisruptionbudgets.policy'"));
  }

  @Test
  void whoMayDoNothingWithJobsCanHaveEveryNetworkWithoutTasks() throws IOException {
    // Given
    withoutJobs();
    stage.with("callSeconds", 30).open();
    // When, Then
    Stage.await(
        "the grant is taken back",
        SOON,
        () ->
            stage.adapter.check().stream()
                .anyMatch(
                    f ->
                        f.contains("lacks get, list, watch, create, patch, delete on jobs.batch")
                            && f.contains("a network that has tasks")));
    stage.reopen();
    stage.apply(1, node(A));
    assertThat(stage.isAsDeclared(node(A))).isTrue();
    assertThat(stage.adapter.capacity().total().storageGib()).isEqualTo(1_000);
    // When, Then: what has a task is refused before anything is written
    NetworkId other = NetworkId.next();
    assertThatThrownBy(() -> stage.apply(other, 1, List.of(task("one")), node(A)))
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining("'list' and 'watch' on 'jobs.batch'");
    assertThat(stage.objects(other)).isEmpty();
    // When
    grant(role());
    // Then
    Stage.await(
        "the task is there",
        SOON,
        () -> {
          stage.apply(stage.network, 1, List.of(task("one")), node(A));
          return !stage.observe().tasks().isEmpty();
        });
    assertThat(stage.adapter.check()).isEmpty();
    stage.remove(2);
  }

  @Test
  void aNetworkWhoseTasksMayNoLongerBeSeenIsTheOnlyOneThatIsNotAndGoesAllTheSame()
      throws IOException {
    // Given
    stage.with("callSeconds", 30).open();
    stage.apply(stage.network, 1, List.of(task("one")), node(A));
    NetworkId other = NetworkId.next();
    // When
    withoutJobs();
    Stage.await(
        "its tasks can't be seen",
        SOON,
        () -> {
          stage.reopen();
          return whyNot(stage).contains("'list' and 'watch' on 'jobs.batch'");
        });
    // Then
    assertThat(stage.adapter.observe(other).workloads()).isEmpty();
    assertThatThrownBy(() -> stage.apply(1, node(A)))
        .as("or its job would be left behind")
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining("the network's tasks can't be seen");
    stage.remove(2);
  }

  private static String whyNot(Stage stage) {
    try {
      return "it was observed: " + stage.adapter.observe(stage.network);
    } catch (AdapterException.Unreachable e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aStorageClassThatIsNotThereIsNamed() {
    // When
    stage.with("storageClass", "golden").open();
    // Then
    assertThat(stage.adapter.check())
        .singleElement()
        .satisfies(f -> assertThat(f).contains("no storage class golden"));
    assertThatThrownBy(() -> stage.apply(1, node(A)))
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining("golden");
    assertThat(stage.names()).noneMatch(n -> n.startsWith("Namespace/"));
  }

  @Test
  void aQuotaOfTheClustersIsNoRoom() {
    // Given: a namespace that is ours, on which the cluster's owner put a quota
    stage.open();
    client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(stage.namespace)
                .withLabels(
                    Map.of(
                        Labels.MANAGED_BY,
                        Labels.RIDGEWAY,
                        Labels.NETWORK,
                        stage.network.value(),
                        Labels.CITY_NODE,
                        stage.id.value()))
                .endMetadata()
                .build())
        .create();
    var quota =
        client()
            .resource(
                new ResourceQuotaBuilder()
                    .withNewMetadata()
                    .withName("firm")
                    .withNamespace(stage.namespace)
                    .endMetadata()
                    .withNewSpec()
                    .withHard(Map.of("persistentvolumeclaims", new Quantity("0")))
                    .endSpec()
                    .build());
    quota.create();
    Stage.await(
        "the quota counts",
        SOON,
        () ->
            client()
                    .resourceQuotas()
                    .inNamespace(stage.namespace)
                    .withName("firm")
                    .get()
                    .getStatus()
                    .getHard()
                != null);
    // When, Then
    assertThatThrownBy(() -> stage.apply(1, node(A)))
        .isInstanceOf(AdapterException.NoRoom.class)
        .hasMessageContaining("exceeded quota: firm");
  }

  private void grant(List<HasMetadata> role) {
    for (HasMetadata object : role) {
      client().resource(object).forceConflicts().serverSideApply();
    }
  }

  private void withoutJobs() throws IOException {
    for (String verb : List.of("get", "list", "watch", "create", "patch", "delete")) {
      without("jobs", verb);
    }
  }

  private void without(String resource, String verb) throws IOException {
    for (HasMetadata object : role()) {
      if (object instanceof ClusterRole role) {
        ClusterRole now = client().resource(role).get();
        now.getRules().stream()
            .filter(r -> r.getResources().contains(resource))
            .forEach(r -> r.getVerbs().remove(verb));
        now.getRules().removeIf(r -> r.getVerbs().isEmpty());
        now.getMetadata().setManagedFields(List.of());
        client().resource(now).update();
      }
    }
  }

  private KubernetesClient client() {
    return cluster.client();
  }

  private List<HasMetadata> role() throws IOException {
    return objects(ROLE);
  }

  private List<HasMetadata> objects(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return client().load(in).items();
    }
  }

  private String token() {
    return client()
        .serviceAccounts()
        .inNamespace("ridgeway-system")
        .withName("ridgeway")
        .tokenRequest(
            new TokenRequestBuilder().withNewSpec().withExpirationSeconds(600L).endSpec().build())
        .getStatus()
        .getToken();
  }

  private String kubeconfig(String token) {
    var access = client().getConfiguration();
    return """
        apiVersion: v1
        kind: Config
        current-context: c
        clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: "%s"}}]
        users: [{name: u, user: {token: "%s"}}]
        contexts: [{name: c, context: {cluster: c, user: u}}]
        """
        .formatted(access.getMasterUrl(), access.getCaCertData(), token);
  }
}
