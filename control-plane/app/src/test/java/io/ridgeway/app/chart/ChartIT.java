package io.ridgeway.app.chart;

import static io.ridgeway.app.chart.Manifests.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chart with each of its values files: linted, rendered, checked. It is installed elsewhere.
 */
class ChartIT {
  /** What kube-score may be told to overlook; the manifest itself says why. */
  private static final Set<String> EXPLAINED =
      Set.of("container-image-pull-policy", "pod-networkpolicy", "deployment-replicas");

  private static final Set<String> VOLUMES =
      Set.of("configMap", "emptyDir", "secret", "persistentVolumeClaim");

  @TempDir Path directory;

  static List<String> values() {
    return Helm.valuesFiles();
  }

  @ParameterizedTest
  @MethodSource("values")
  void isLintedStrictly(String values) {
    // When
    Helm.Ran ran = Helm.lint(values);

    // Then
    assertThat(ran.status()).as(ran.output()).isZero();
    assertThat(ran.output()).doesNotContain("[WARNING]", "[ERROR]");
  }

  @ParameterizedTest
  @MethodSource("values")
  void isWhatKubernetesKnows(String values) throws IOException {
    // When
    Helm.Ran ran = Helm.kubeconform(manifests(values));

    // Then
    assertThat(ran.status()).as(ran.output()).isZero();
    assertThat(ran.output()).contains("Invalid: 0, Errors: 0, Skipped: 0");
  }

  @ParameterizedTest
  @MethodSource("values")
  void hasNoFindingThatIsNotExplained(String values) throws IOException {
    // When
    Helm.Ran ran = Helm.kubeScore(manifests(values));

    // Then
    assertThat(ran.status()).as(ran.output()).isZero();
    assertThat(ran.output().lines())
        .allMatch(l -> l.startsWith("[OK]") || l.startsWith("[SKIPPED]"));
    for (JsonNode manifest : Manifests.of(values).all()) {
      List<JsonNode> ignored = manifest.findValues("kube-score/ignore");
      assertThat(ignored).allSatisfy(i -> assertThat(EXPLAINED).contains(i.asText().split(",")));
      assertThat(manifest.findValues("ridgeway.io/why-ignored")).hasSameSizeAs(ignored);
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyPodIsAsPodSecurityRestrictedWantsIt(String values) {
    assertThat(Manifests.of(values).pods())
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(
            pod -> {
              assertThat(pod.spec().path("hostNetwork").isMissingNode()).isTrue();
              assertThat(pod.spec().path("initContainers").isMissingNode()).isTrue();
              JsonNode security = pod.spec().path("securityContext");
              assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
              assertThat(security.path("runAsUser").asInt()).isEqualTo(10001);
              assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
              JsonNode container = pod.container().path("securityContext");
              assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(texts(container.at("/capabilities/drop"))).containsExactly("ALL");
              for (JsonNode volume : pod.spec().path("volumes")) {
                Set<String> fields = new TreeSet<>();
                volume.fieldNames().forEachRemaining(fields::add);
                fields.remove("name");
                assertThat(VOLUMES).containsAll(fields);
              }
            });
  }

  @Test
  void eachTierReadsNoOtherSecretsThanItNeeds() {
    // Given
    Manifests chart = Manifests.of("ci/city-nodes.yaml");

    // Then
    String database = "ridgeway-postgresql";
    String page = "ridgeway-portal-client";
    assertThat(chart.pod("rw-portal").secrets()).containsExactly("ridgeway-kek", page, database);
    assertThat(chart.pod("rw-ops").secrets()).containsExactly("ridgeway-kek", page, database);
    assertThat(chart.pod("rw-gateway").secrets()).containsExactly("ridgeway-kek", database);
    assertThat(chart.pod("rw-reconciler").secrets())
        .containsExactly("kubeconfigs", "ridgeway-kek", database, "ridgeway-service-client");
    assertThat(chart.pod("rw-migration").secrets())
        .containsExactly(database, "ridgeway-postgresql-owner");
    assertThat(chart.pod("rw-test").secrets()).isEmpty();
  }

  @Test
  void withACloudsKeyNoPodHoldsOneAndEachIsKnownToTheCloud() {
    // Given
    Manifests chart = Manifests.of("ci/cloud-kek.yaml");

    // Then
    for (String role : List.of("portal", "ops", "reconciler", "gateway")) {
      Manifests.Pod pod = chart.pod("rw-" + role);
      assertThat(pod.secrets()).doesNotContain("ridgeway-kek");
      assertThat(pod.container().toString()).doesNotContain("KEK_FILE", "/etc/ridgeway/keys");
      assertThat(pod.labels().path("example.org/keys").asText()).isEqualTo("aws");
      assertThat(
              chart
                  .get("ServiceAccount", "rw-" + role)
                  .at("/metadata/annotations")
                  .path("eks.amazonaws.com/role-arn")
                  .asText())
          .isEqualTo("arn:aws:iam::111122223333:role/ridgeway-keys");
      assertThat(properties(chart, role)).contains("ridgeway.keys.kek=aws-kms");
      assertThat(chart.get("NetworkPolicy", "rw-" + role).at("/spec/egress").toString())
          .contains("10.40.0.0/24");
    }
  }

  @Test
  void onlyTheReconcilerSeesCityNodes() {
    // Given
    Manifests chart = Manifests.of("ci/city-nodes.yaml");

    // Then
    assertThat(properties(chart, "reconciler"))
        .contains(
            "ridgeway.city-nodes.\"abroad-1\".configuration.\"credentials\"=/etc/ridgeway/credentials/abroad-1")
        .contains("ridgeway.city-nodes.\"here-1\".max-tps=2000");
    for (String role : List.of("portal", "ops", "gateway")) {
      assertThat(properties(chart, role)).doesNotContain("city-nodes");
    }
  }

  @Test
  void backupsAreWhereTheyAreTakenAndWhereTheyAreHandedOut() {
    // Given
    Manifests chart = Manifests.of("ci/own-names.yaml");
    String directory = "/var/lib/ridgeway-backups";

    // Then
    for (String role : List.of("portal", "reconciler")) {
      Manifests.Pod pod = chart.pod("rw-" + role);
      assertThat(properties(chart, role)).contains("ridgeway.backups.directory=" + directory);
      assertThat(pod.container().path("volumeMounts").toString())
          .contains("{\"name\":\"backups\",\"mountPath\":\"" + directory + "\"}");
      assertThat(pod.spec().path("volumes").toString())
          .contains("\"persistentVolumeClaim\":{\"claimName\":\"backups\"}");
    }
    for (String role : List.of("ops", "gateway")) {
      assertThat(properties(chart, role)).doesNotContain("backups");
      assertThat(chart.pod("rw-" + role).spec().toString()).doesNotContain("backups");
    }
    Manifests without = Manifests.of("ci/city-nodes.yaml");
    assertThat(properties(without, "reconciler")).doesNotContain("backups");
    assertThat(without.pod("rw-reconciler").spec().toString()).doesNotContain("backups");
  }

  @Test
  void noPodHoldsATokenButAReconcilerThatMayPlaceNetworksHere() {
    for (String values : values()) {
      boolean here = values.equals("ci/city-nodes.yaml");
      Manifests chart = Manifests.of(values);
      assertThat(chart.pods())
          .allSatisfy(
              pod ->
                  assertThat(pod.spec().path("automountServiceAccountToken").asBoolean(true))
                      .isEqualTo(here && pod.of().equals("rw-reconciler")));
      assertThat(chart.kind("ClusterRole").count()).isEqualTo(here ? 1 : 0);
    }
  }

  @Test
  void theReconcilersRightsAreThoseThatTheGuideGivesForAnyCluster() throws IOException {
    // Given
    Manifests guide =
        Manifests.parse(Files.readString(Helm.CHART.resolve("../../docs/kubernetes/role.yaml")));

    // Then
    assertThat(
            Manifests.of("ci/city-nodes.yaml")
                .get("ClusterRole", "ridgeway-rw-reconciler")
                .path("rules"))
        .isEqualTo(guide.get("ClusterRole", "ridgeway-city-node").path("rules"));
  }

  @Test
  void noRuleOfTheReconcilersHasAWildcardOrReachesRights() {
    // When
    JsonNode role = Manifests.of("ci/city-nodes.yaml").get("ClusterRole", "ridgeway-rw-reconciler");

    // Then
    for (JsonNode rule : role.path("rules")) {
      assertThat(rule.toString()).doesNotContain("*");
      assertThat(texts(rule.path("apiGroups"))).doesNotContain("rbac.authorization.k8s.io");
      assertThat(texts(rule.path("verbs"))).doesNotContain("escalate", "bind", "impersonate");
    }
  }

  @Test
  void everythingIsDeniedToEveryPodButWhatItsOwnPolicyAllows() {
    // Given
    Manifests chart = Manifests.of("ci/own-names.yaml");

    // Then
    JsonNode deny = chart.get("NetworkPolicy", "rw-default-deny").path("spec");
    assertThat(texts(deny.path("policyTypes"))).containsExactly("Ingress", "Egress");
    assertThat(deny.has("ingress") || deny.has("egress")).isFalse();
    assertThat(chart.pods())
        .allSatisfy(
            pod -> {
              assertThat(pod.labels().path("app.kubernetes.io/instance").asText()).isEqualTo("rw");
              assertThat(chart.find("NetworkPolicy", pod.of())).isPresent();
            });
    JsonNode gateway = chart.get("NetworkPolicy", "rw-gateway").at("/spec/egress");
    assertThat(gateway.toString())
        .as("the gateway asks no identity provider")
        .doesNotContain("8443")
        .contains("10.64.0.0/10");
    for (String role : List.of("rw-ops", "rw-reconciler")) {
      assertThat(chart.get("NetworkPolicy", role).at("/spec/egress").toString())
          .as("city nodes are tested and operated from here")
          .contains("10.64.0.0/10");
    }
    assertThat(chart.get("NetworkPolicy", "rw-portal").at("/spec/egress").toString())
        .as("the portal reaches no city node")
        .contains("8443", "6432")
        .doesNotContain("10.64.0.0/10");
  }

  @Test
  void aDoorThatIsNarrowedIsNotOpenedAgainForMetrics() {
    // When
    Helm.Ran ran = Helm.template("--set", "networkPolicy.opsFrom[0].ipBlock.cidr=10.20.0.0/16");

    // Then
    assertThat(ran.status()).as(ran.output()).isZero();
    Manifests chart = Manifests.parse(ran.output());
    assertThat(chart.get("NetworkPolicy", "rw-ops").at("/spec/ingress"))
        .hasSize(2)
        .allSatisfy(rule -> assertThat(rule.path("from")).isNotEmpty());
    assertThat(chart.get("NetworkPolicy", "rw-portal").at("/spec/ingress"))
        .as("the portal's stays open")
        .allSatisfy(rule -> assertThat(rule.has("from")).isFalse());
  }

  @Test
  void theSchemaIsBroughtUpBeforeAnythingElseAndNothingOfThatStays() {
    // Given
    Manifests chart = Manifests.of("values.yaml");

    // Then
    for (String kind : List.of("Job", "ServiceAccount", "NetworkPolicy")) {
      JsonNode annotations = chart.get(kind, "rw-migration").at("/metadata/annotations");
      assertThat(annotations.path("helm.sh/hook").asText()).isEqualTo("pre-install,pre-upgrade");
      assertThat(annotations.path("helm.sh/hook-delete-policy").asText())
          .isEqualTo("before-hook-creation,hook-succeeded");
    }
    for (String role : List.of("portal", "ops", "reconciler", "gateway")) {
      assertThat(properties(chart, role)).contains("quarkus.flyway.migrate-at-start=false");
    }
    assertThat(Manifests.of("ci/small.yaml").find("Job", "rw-migration")).isEmpty();
  }

  @Test
  void gatewaysKeepTheirJournalsAndMayBeScaledByLoad() {
    // When
    JsonNode fixed = Manifests.of("values.yaml").get("StatefulSet", "rw-gateway").path("spec");
    Manifests scaled = Manifests.of("ci/gateway-autoscaling.yaml");

    // Then
    assertThat(fixed.path("replicas").asInt()).isOne();
    assertThat(fixed.at("/persistentVolumeClaimRetentionPolicy/whenDeleted").asText())
        .isEqualTo("Retain");
    JsonNode spec = scaled.get("StatefulSet", "rw-gateway").path("spec");
    assertThat(spec.has("replicas")).isFalse();
    assertThat(spec.at("/volumeClaimTemplates/0/spec/storageClassName").asText()).isEqualTo("fast");
    assertThat(scaled.get("HorizontalPodAutoscaler", "rw-gateway").at("/spec/maxReplicas").asInt())
        .isEqualTo(12);
  }

  @Test
  void grpcIsThereOnlyWhereItIsTurnedOnAndOnlyTheGatewayHasItsKey() {
    // When
    Manifests off = Manifests.of("values.yaml");
    Manifests on = Manifests.of("ci/grpc.yaml");

    // Then
    assertThat(off.all()).noneMatch(manifest -> manifest.toString().contains("grpc"));
    assertThat(on.get("Service", "rw-gateway").at("/spec/ports/1").toString())
        .isEqualTo("{\"name\":\"gateway\",\"port\":8090,\"targetPort\":\"gateway\"}");
    assertThat(on.get("Service", "rw-gateway").at("/spec/ports/2").toString())
        .isEqualTo("{\"name\":\"grpc\",\"port\":7443,\"targetPort\":\"grpc\"}");
    assertThat(on.pod("rw-gateway").container().path("ports").toString())
        .contains("{\"name\":\"grpc\",\"containerPort\":7443}");
    assertThat(on.pod("rw-gateway").secrets())
        .containsExactly("gateway-grpc-tls", "ridgeway-kek", "ridgeway-postgresql");
    assertThat(properties(on, "gateway"))
        .contains(
            "ridgeway.gateway.grpc.port=7443",
            "ridgeway.gateway.grpc.certificate=/etc/ridgeway/grpc/tls.crt",
            "ridgeway.gateway.grpc.key=/etc/ridgeway/grpc/tls.key")
        .doesNotContain("grpc-url");
    assertThat(properties(on, "portal"))
        .contains(
            "ridgeway.gateway.grpc-url=https://gateway.example.org:7443",
            "ridgeway.gateway.grpc-authority=/etc/ridgeway/grpc-authority/ca.crt")
        .doesNotContain("grpc.key");
    for (String role : List.of("portal", "ops", "reconciler")) {
      assertThat(on.pod("rw-" + role).secrets()).doesNotContain("gateway-grpc-tls");
      assertThat(on.get("Service", "rw-" + role).toString()).doesNotContain("grpc");
    }
    JsonNode door = on.get("NetworkPolicy", "rw-gateway").at("/spec/ingress/1");
    assertThat(door.at("/ports/0/port").asText()).isEqualTo("grpc");
    assertThat(door.path("from").toString())
        .isEqualTo("[{\"ipBlock\":{\"cidr\":\"10.30.0.0/16\"}}]");
  }

  @Test
  void grpcWithoutAnAddressIsNamedInNoProfile() {
    // When
    Helm.Ran ran =
        Helm.template(
            "--set",
            "roles.gateway.grpc.enabled=true,roles.gateway.grpc.existingSecret=tls-of-ours");

    // Then
    assertThat(ran.status()).as(ran.output()).isZero();
    Manifests chart = Manifests.parse(ran.output());
    assertThat(properties(chart, "portal")).doesNotContain("grpc");
    assertThat(chart.pod("rw-gateway").secrets()).contains("tls-of-ours");
    assertThat(chart.get("NetworkPolicy", "rw-gateway").at("/spec/ingress/1").has("from"))
        .isFalse();
  }

  private Path manifests(String values) throws IOException {
    return Files.writeString(directory.resolve("manifests.yaml"), Helm.rendered(values));
  }

  private static String properties(Manifests chart, String role) {
    return chart.get("ConfigMap", "rw-" + role).at("/data/application.properties").asText();
  }
}
