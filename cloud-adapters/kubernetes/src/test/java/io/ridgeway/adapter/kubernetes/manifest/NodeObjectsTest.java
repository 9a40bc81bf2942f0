package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.ridgeway.adapter.AdapterException.Undeclared;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeObjectsTest {
  private static final String SCALAR = "00ff5ec2e7".repeat(6) + "0a0b";

  private final Manifests manifests = new Manifests(Samples.settings(Samples.NODE_PORTS));

  @Test
  void makesEqualObjectsOfEqualDeployments() {
    assertThat(objects(Samples.deployment(Samples.voter(1), Samples.observer(1))))
        .isEqualTo(objects(Samples.deployment(Samples.voter(1), Samples.observer(1))));
  }

  @Test
  void leavesARunningPodUntilItIsTakenAway() {
    assertThat(only(StatefulSet.class, Samples.voter(1)).getSpec())
        .satisfies(
            spec -> {
              assertThat(spec.getUpdateStrategy().getType()).isEqualTo("OnDelete");
              assertThat(spec.getReplicas()).isEqualTo(1);
              assertThat(spec.getPodManagementPolicy()).isEqualTo("Parallel");
              assertThat(spec.getVolumeClaimTemplates()).isEmpty();
            });
  }

  @Test
  void neverChangesTheConfigurationThatARunningPodMounts() {
    // When
    ConfigMap before = only(ConfigMap.class, Samples.voter(1));
    ConfigMap after = only(ConfigMap.class, withFile("bind={{bind}}\nanother line\n"));

    // Then
    assertThat(before.getImmutable()).isTrue();
    assertThat(before.getData())
        .containsEntry("node.conf", "bind=0.0.0.0\ndata=/ridgeway/volumes/data\n");
    assertThat(after.getMetadata().getName()).isNotEqualTo(before.getMetadata().getName());
  }

  @Test
  void refusesConfigurationThatNoConfigMapHolds() {
    assertThatExceptionOfType(Undeclared.class)
        .isThrownBy(() -> objects(Samples.deployment(withFile("x".repeat(1_000_001)))))
        .withMessage(
            "The configuration files of voter-1 have 1000001 bytes; a Kubernetes city node takes"
                + " 1000000: make them smaller.");
  }

  @Test
  void claimsVolumesOfItsOwn() {
    // Given
    Workload workload =
        with(
            Samples.voter(1),
            List.of(new ConfigFile("node.conf", "x")),
            List.of(),
            List.of(new Volume("data", 10), new Volume("Data_2", 20)));

    // When
    List<PersistentVolumeClaim> claims =
        Cluster.of(PersistentVolumeClaim.class, objects(Samples.deployment(bare(workload))))
            .toList();

    // Then
    assertThat(claims).extracting(c -> c.getMetadata().getName()).first().isEqualTo("voter-1.data");
    assertThat(claims.get(1).getMetadata().getName()).matches("voter-1\\.data-2-[0-9a-f]{10}");
    assertThat(claims)
        .extracting(c -> c.getSpec().getResources().getRequests().get("storage").toString())
        .containsExactly("10Gi", "20Gi");
    assertThat(claims).extracting(c -> c.getSpec().getStorageClassName()).containsOnlyNulls();
  }

  @Test
  void writesKeysAsHexAndZeroesWhatItWasHanded() {
    // Given
    byte[] scalar = HexFormat.of().parseHex(SCALAR);
    Deployment deployment = Samples.deployment(Samples.voter(1));

    // When
    Secret secret =
        manifests
            .secrets(deployment, deployment.workloads().get(0), SecretContent.from(key -> scalar))
            .get(0);

    // Then
    assertThat(Base64.getDecoder().decode(secret.getData().get("nodekey")))
        .isEqualTo(SCALAR.getBytes(StandardCharsets.US_ASCII));
    assertThat(scalar).containsOnly(0);
    assertThat(secret.getImmutable()).isTrue();
    assertThat(Manifests.secretName(deployment.workloads().get(0)))
        .contains(secret.getMetadata().getName());
  }

  @Test
  void namesSecretsByTheirKeysAndNotByTheirValues() {
    // Given
    Workload before = Samples.voter(1);
    Workload rotated =
        with(
            before,
            before.files(),
            List.of(new SecretFile("nodekey", new KeyId("k00000000next"), SecretFile.Format.HEX)),
            before.volumes());

    // Then
    assertThat(Manifests.secretName(rotated)).isNotEqualTo(Manifests.secretName(before));
    assertThat(Manifests.secretName(Samples.voter(1))).isEqualTo(Manifests.secretName(before));
  }

  @Test
  void showsAReferenceWhereAValueWouldStand() {
    // Given
    Deployment deployment = Samples.deployment(Samples.voter(1));

    // When
    Secret secret = manifests.secretReferences(deployment, deployment.workloads().get(0)).get(0);

    // Then
    assertThat(secret.getStringData())
        .containsEntry("nodekey", "ridgeway-key://k00000000demo?format=HEX");
    assertThat(secret.getData()).isNullOrEmpty();
  }

  @Test
  void givesASidecarFilesSecretsAndClaimsOfItsOwn() {
    // Given
    Deployment deployment = Samples.deployment(Samples.accompanied("observer", 1));
    Workload workload = deployment.workloads().get(0);
    byte[] scalar = new byte[32];

    // When
    List<Secret> secrets =
        manifests.secrets(deployment, workload, SecretContent.from(key -> scalar));
    List<String> claims =
        Cluster.of(PersistentVolumeClaim.class, objects(deployment))
            .map(c -> c.getMetadata().getName())
            .toList();

    // Then
    assertThat(claims).containsExactly("observer-1.data", "observer-1.store.data");
    assertThat(Cluster.of(ConfigMap.class, objects(deployment)))
        .extracting(c -> c.getMetadata().getName().replaceAll("[^.]*$", ""))
        .containsExactly("observer-1.files.", "observer-1.store.files.");
    assertThat(secrets).hasSize(2);
    assertThat(
            new String(
                Base64.getDecoder().decode(secrets.get(1).getData().get("store.ini")),
                StandardCharsets.UTF_8))
        .isEqualTo("at=/ridgeway/volumes/data\npassword=" + "0".repeat(64) + "\n");
    assertThat(manifests.secretReferences(deployment, workload).get(1).getStringData())
        .containsEntry(
            "store.ini",
            "at=/ridgeway/volumes/data\npassword=ridgeway-key://k00000000demo?format=HEX\n");
  }

  private List<HasMetadata> objects(Deployment deployment) {
    return manifests.workloads(deployment);
  }

  private <T> T only(Class<T> kind, Workload workload) {
    List<T> found = Cluster.of(kind, objects(Samples.deployment(workload))).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static Workload withFile(String text) {
    Workload w = Samples.voter(1);
    return with(w, List.of(new ConfigFile("node.conf", text)), w.secrets(), w.volumes());
  }

  /** Without texts that name what it may not have. */
  private static Workload bare(Workload w) {
    return new Workload(
        w.name(),
        w.role(),
        w.software(),
        List.of(),
        List.of(),
        java.util.Map.of(),
        w.files(),
        w.secrets(),
        w.volumes(),
        w.ports(),
        w.probes(),
        w.resources(),
        w.consensusGroup());
  }

  private static Workload with(
      Workload w, List<ConfigFile> files, List<SecretFile> secrets, List<Volume> volumes) {
    return new Workload(
        w.name(),
        w.role(),
        w.software(),
        w.prepare(),
        w.arguments(),
        w.environment(),
        files,
        secrets,
        volumes,
        w.ports(),
        w.probes(),
        w.resources(),
        w.consensusGroup());
  }
}
