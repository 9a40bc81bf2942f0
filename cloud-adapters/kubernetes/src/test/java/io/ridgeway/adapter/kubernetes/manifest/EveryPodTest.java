package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every pod of every golden case. */
class EveryPodTest {
  static Stream<List<HasMetadata>> clusters() {
    return GoldenClusters.all().values().stream();
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void isWhatPodSecurityRestrictedAdmits(List<HasMetadata> objects) {
    assertThat(pods(objects))
        .isNotEmpty()
        .allSatisfy(
            pod -> {
              assertThat(pod.getHostNetwork()).isNull();
              assertThat(pod.getHostPID()).isNull();
              assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
              assertThat(pod.getSecurityContext().getRunAsUser()).isGreaterThan(10_000);
              assertThat(pod.getSecurityContext().getRunAsGroup()).isGreaterThan(10_000);
              assertThat(pod.getSecurityContext().getFsGroup()).isGreaterThan(10_000);
              assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                  .isEqualTo("RuntimeDefault");
              assertThat(pod.getVolumes()).allSatisfy(EveryPodTest::isOfAnAdmittedKind);
            });
    assertThat(containers(objects))
        .allSatisfy(
            container -> {
              SecurityContext security = container.getSecurityContext();
              assertThat(security.getAllowPrivilegeEscalation()).isFalse();
              assertThat(security.getPrivileged()).isFalse();
              assertThat(security.getRunAsNonRoot()).isTrue();
              assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
              assertThat(security.getCapabilities().getAdd()).isEmpty();
              assertThat(container.getPorts())
                  .allSatisfy(p -> assertThat(p.getHostPort()).isNull());
            });
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void writesOnlyToItsVolumesAndABoundedScratchDirectory(List<HasMetadata> objects) {
    assertThat(containers(objects))
        .allSatisfy(
            container -> {
              assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
              assertThat(container.getVolumeMounts())
                  .filteredOn(m -> !Boolean.TRUE.equals(m.getReadOnly()))
                  .extracting(VolumeMount::getMountPath)
                  .allMatch(path -> path.equals("/tmp") || path.startsWith("/ridgeway/volumes/"));
              assertThat(container.getResources().getLimits())
                  .containsKeys("cpu", "memory", "ephemeral-storage");
              assertThat(container.getResources().getRequests())
                  .containsKeys("cpu", "memory", "ephemeral-storage");
            });
    assertThat(pods(objects))
        .flatExtracting(PodSpec::getVolumes)
        .filteredOn(volume -> volume.getEmptyDir() != null)
        .isNotEmpty()
        .allSatisfy(volume -> assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull());
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void holdsNoTokenOfTheApi(List<HasMetadata> objects) {
    assertThat(pods(objects))
        .allSatisfy(
            pod -> {
              assertThat(pod.getAutomountServiceAccountToken()).isFalse();
              assertThat(pod.getEnableServiceLinks()).isFalse();
            });
    // One in each namespace.
    assertThat(Cluster.of(ServiceAccount.class, objects))
        .isNotEmpty()
        .allSatisfy(account -> assertThat(account.getAutomountServiceAccountToken()).isFalse())
        .allSatisfy(
            account ->
                assertThat(pods(objects))
                    .extracting(PodSpec::getServiceAccountName)
                    .containsOnly(account.getMetadata().getName()));
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void runsAnImageThatCannotChange(List<HasMetadata> objects) {
    assertThat(containers(objects))
        .allSatisfy(
            container -> {
              assertThat(container.getImage()).containsPattern("@sha256:[0-9a-f]{64}$");
              assertThat(container.getImagePullPolicy()).isEqualTo("IfNotPresent");
            });
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void carriesTheIdentityByWhichItIsFound(List<HasMetadata> objects) {
    assertThat(objects)
        .allSatisfy(
            object ->
                assertThat(object.getMetadata().getLabels())
                    .containsKeys(Labels.NETWORK, Labels.CITY_NODE)
                    .containsEntry(Labels.MANAGED_BY, Labels.RIDGEWAY));
    assertThat(Cluster.of(StatefulSet.class, objects))
        .allSatisfy(
            set -> {
              var pod = set.getSpec().getTemplate().getMetadata();
              assertThat(pod.getLabels())
                  .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels())
                  .containsEntry(Labels.NODE, set.getMetadata().getName());
              assertThat(pod.getAnnotations().get(Labels.DIGEST))
                  .hasSize(64)
                  .isEqualTo(set.getMetadata().getAnnotations().get(Labels.DIGEST));
            });
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void mountsOnlyWhatIsMadeBesideIt(List<HasMetadata> objects) {
    List<String> made =
        objects.stream().map(o -> o.getKind() + "/" + o.getMetadata().getName()).toList();
    assertThat(objects)
        .extracting(
            o ->
                o.getMetadata().getNamespace()
                    + "/"
                    + o.getKind()
                    + "/"
                    + o.getMetadata().getName())
        .doesNotHaveDuplicates();
    assertThat(pods(objects))
        .flatExtracting(PodSpec::getVolumes)
        .filteredOn(volume -> volume.getEmptyDir() == null)
        .extracting(EveryPodTest::source)
        .isSubsetOf(made);
  }

  private static void isOfAnAdmittedKind(Volume volume) {
    assertThat(
            Stream.of(
                    volume.getEmptyDir(),
                    volume.getConfigMap(),
                    volume.getSecret(),
                    volume.getPersistentVolumeClaim())
                .filter(java.util.Objects::nonNull))
        .hasSize(1);
    assertThat(volume.getHostPath()).isNull();
  }

  private static String source(Volume volume) {
    if (volume.getConfigMap() != null) {
      return "ConfigMap/" + volume.getConfigMap().getName();
    }
    return volume.getSecret() != null
        ? "Secret/" + volume.getSecret().getSecretName()
        : "PersistentVolumeClaim/" + volume.getPersistentVolumeClaim().getClaimName();
  }

  private static List<PodSpec> pods(List<HasMetadata> objects) {
    return Cluster.pods(objects).map(PodTemplateSpec::getSpec).toList();
  }

  private static List<Container> containers(List<HasMetadata> objects) {
    return pods(objects).stream()
        .flatMap(
            pod -> Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()))
        .toList();
  }
}
