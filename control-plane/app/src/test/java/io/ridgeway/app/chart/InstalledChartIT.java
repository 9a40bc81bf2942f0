package io.ridgeway.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ridgeway.adapter.kubernetes.cluster.OwnCluster;
import io.ridgeway.app.demo.Journey;
import io.ridgeway.app.demo.Steps;
import io.ridgeway.app.embedded.EmbeddedStack;
import io.ridgeway.app.embedded.KeycloakLogin;
import io.ridgeway.app.embedded.RunningRidgeway;
import io.ridgeway.app.embedded.Secrets;
import io.ridgeway.app.embedded.TestHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart installed for real: its image in the pods of a cluster, PostgreSQL and Keycloak
 * outside, and the cluster itself as the city node. Its four JVMs start three times, so it is left
 * to the full run.
 */
@Tag("left-to-full")
class InstalledChartIT {
  private static final Path DIRECTORY = Path.of("target", "installed-chart").toAbsolutePath();
  private static final Path IMAGE_TOOL =
      Path.of("../../tools/image/build").toAbsolutePath().normalize();
  private static final String NAMESPACE = "ridgeway";
  private static final int GATEWAY_PORT = 30_080;

  private final EmbeddedStack stack = TestHome.sharedServers();
  private final OwnCluster cluster = OwnCluster.withPods("installed");
  private final KubernetesClient client = cluster.client();

  /** This machine, as the cluster's pods see it: the first address of the clusters' bridge. */
  private final String outside = cluster.host().replaceAll("[0-9]+$", "1");

  @Test
  void isInstalledCarriesTheJourneyIsUpgradedRolledBackAndUninstalled(@TempDir Path documents)
      throws IOException, SQLException {
    URI database = URI.create(stack.postgres().jdbcUrl("").substring("jdbc:".length()));
    URI keycloak = URI.create(stack.configuration().get("ridgeway.keycloak.url"));
    try (Forwarder postgres = forwarder(database);
        Forwarder signIn = forwarder(keycloak)) {
      // Given
      cluster.load(image());
      client
          .resource(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withName(NAMESPACE)
                  .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                  .endMetadata()
                  .build())
          .create();
      secrets();
      Path values = values(database.getPort(), keycloak.getPort());

      // When
      helm("install", Helm.CHART.toString(), "-f", values.toString(), "--wait", "--timeout", "10m");

      // Then
      helm("test", "--timeout", "5m");
      Steps steps = new Steps(System.out);
      Journey journey =
          new Journey(
              steps,
              door("portal"),
              door("ops"),
              () -> token("demo-admin", Secrets.Name.USER_DEMO_ADMIN),
              () -> token("operator", Secrets.Name.USER_OPERATOR),
              documents,
              Duration.ZERO);
      openGateway();
      journey.walk();
      assertThat(steps.ok()).isTrue();
      assertThat(client.namespaces().withLabel("ridgeway.io/network").list().getItems()).isEmpty();

      // When
      helm(
          "upgrade",
          Helm.CHART.toString(),
          "-f",
          values.toString(),
          "--set",
          "roles.portal.replicas=2",
          "--wait",
          "--timeout",
          "10m");

      // Then
      RunningRidgeway.await("two portals are ready", () -> readyPods("portal") == 2);

      // When
      helm("rollback", "1", "--wait", "--timeout", "10m");

      // Then
      RunningRidgeway.await("one portal is left", () -> readyPods("portal") == 1);
      helm("test", "--timeout", "5m");

      // When
      helm("uninstall", "--wait", "--timeout", "5m");

      // Then
      RunningRidgeway.await(
          "no pod is left", () -> client.pods().inNamespace(NAMESPACE).list().getItems().isEmpty());
    } finally {
      cluster.stop();
    }
  }

  private Forwarder forwarder(URI server) throws IOException {
    return new Forwarder(InetAddress.getByName(outside), server.getPort());
  }

  private static Path image() {
    Helm.Ran ran = Helm.run(IMAGE_TOOL.toString(), "--as-built", "--target", DIRECTORY.toString());
    assertThat(ran.status()).as(ran.output()).isZero();
    return Path.of(ran.output().lines().reduce((first, last) -> last).orElseThrow());
  }

  private Path values(int databasePort, int keycloakPort) throws IOException, SQLException {
    return Files.writeString(
        Files.createDirectories(DIRECTORY).resolve("values.yaml"),
        """
        roles:
          portal: {replicas: 1, resources: {requests: {cpu: 50m}}}
          ops: {replicas: 1, resources: {requests: {cpu: 50m}}}
          reconciler: {replicas: 1, resources: {requests: {cpu: 50m}}, clusterAccess: {enabled: true}}
          gateway: {resources: {requests: {cpu: 50m}}}
        postgresql: {host: %1$s, port: %2$d, database: %3$s}
        keycloak: {url: "http://%1$s:%4$d"}
        gatewayUrl: http://%5$s:%6$d
        cityNodes:
          local-1:
            city: This cluster
            country: SG
            provider: own
            adapter: kubernetes
            configuration:
              inCluster: "true"
              publicHost: %5$s
              gatewayNamespace: kubernetes.io/metadata.name=%7$s
              allowTags: "true"
              software: '[{name: goquorum, version: "22.7.4", image: "quorumengineering/quorum:22.7.4"}]'
        """
            .formatted(
                outside,
                databasePort,
                TestHome.emptyDatabase("ridgeway_installed"),
                keycloakPort,
                cluster.host(),
                GATEWAY_PORT,
                NAMESPACE));
  }

  private void secrets() throws IOException {
    Secrets secrets = stack.secrets();
    secret("ridgeway-kek", Map.of("kek", Files.readAllBytes(stack.home().kek())));
    texts(
        "ridgeway-postgresql",
        Map.of("username", "ridgeway_app", "password", secrets.get(Secrets.Name.POSTGRES_APP)));
    texts(
        "ridgeway-postgresql-owner",
        Map.of("username", "ridgeway_owner", "password", secrets.get(Secrets.Name.POSTGRES_OWNER)));
    texts(
        "ridgeway-portal-client",
        Map.of(
            "client-secret",
            secrets.get(Secrets.Name.CLIENT_PORTAL),
            "session-secret",
            secrets.get(Secrets.Name.PORTAL_SESSION)));
    texts(
        "ridgeway-service-client",
        Map.of("client-secret", secrets.get(Secrets.Name.CLIENT_SERVICE)));
  }

  private void texts(String name, Map<String, String> content) {
    Map<String, byte[]> bytes = new TreeMap<>();
    content.forEach((key, value) -> bytes.put(key, value.getBytes(StandardCharsets.UTF_8)));
    secret(name, bytes);
  }

  private void secret(String name, Map<String, byte[]> content) {
    SecretBuilder secret =
        new SecretBuilder().withNewMetadata().withName(name).withNamespace(NAMESPACE).endMetadata();
    content.forEach(
        (key, value) -> secret.addToData(key, Base64.getEncoder().encodeToString(value)));
    client.resource(secret.build()).create();
  }

  /** A way in from this machine to a role's doors, as an ingress would be; its address. */
  private String door(String role) {
    int port = open(role, 8080, 0);
    RunningRidgeway.await("the way to " + role + " is open", () -> listens(port));
    return "http://" + cluster.host() + ":" + port;
  }

  private void openGateway() {
    int port = open("gateway", 8090, GATEWAY_PORT);
    RunningRidgeway.await("the way to the gateway is open", () -> listens(port));
  }

  private boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(cluster.host(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private int open(String role, int port, int number) {
    return client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("open-" + role)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withType("NodePort")
                .addToSelector("app.kubernetes.io/instance", "rw")
                .addToSelector("app.kubernetes.io/component", role)
                .addNewPort()
                .withPort(port)
                .withNodePort(number == 0 ? null : number)
                .endPort()
                .endSpec()
                .build())
        .create()
        .getSpec()
        .getPorts()
        .get(0)
        .getNodePort();
  }

  private long readyPods(String role) {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/component", role)
        .list()
        .getItems()
        .stream()
        .filter(
            pod ->
                pod.getStatus().getConditions().stream()
                    .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")))
        .count();
  }

  private void helm(String verb, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Helm.tool("RIDGEWAY_HELM"), verb, "rw"));
    command.addAll(Arrays.asList(arguments));
    Path kubeconfig = DIRECTORY.resolve("kubeconfig");
    try {
      Files.createDirectories(DIRECTORY);
      Files.writeString(kubeconfig, cluster.kubeconfig());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    command.addAll(List.of("--namespace", NAMESPACE, "--kubeconfig", kubeconfig.toString()));
    Helm.Ran ran = Helm.run(command.toArray(String[]::new));
    assertThat(ran.status()).as(() -> ran.output() + pods()).isZero();
  }

  /** What there is to see of the pods, where an installation fails. */
  private String pods() {
    StringBuilder text = new StringBuilder();
    client
        .pods()
        .inNamespace(NAMESPACE)
        .list()
        .getItems()
        .forEach(
            pod -> {
              text.append("\n== ").append(pod.getMetadata().getName()).append(": ");
              text.append(pod.getStatus().getPhase()).append('\n');
              try {
                text.append(client.pods().resource(pod).tailingLines(40).getLog());
              } catch (RuntimeException e) {
                text.append(e.getMessage());
              }
            });
    return text.toString();
  }

  private String token(String user, Secrets.Name password) {
    return new KeycloakLogin(stack.realmUrl(), "ridgeway-cli", new SecureRandom())
        .signIn(user, stack.secrets().get(password), "")
        .accessToken();
  }
}
