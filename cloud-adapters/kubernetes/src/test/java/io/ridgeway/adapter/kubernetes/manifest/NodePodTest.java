package io.ridgeway.adapter.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.ridgeway.adapter.AdapterException.Undeclared;
import io.ridgeway.model.deploy.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodePodTest {
  private final ClusterSettings settings = Samples.settings(Samples.NODE_PORTS);

  @Test
  void fillsTheSymbolsOfArgumentsAndVariables() {
    // When
    Container node = node(Samples.voter(1));

    // Then
    assertThat(node.getArgs())
        .containsExactly(
            "--bind=0.0.0.0", "--key=/ridgeway/secrets/nodekey", "--data=/ridgeway/volumes/data");
    // What looks like Kubernetes' own symbols is none.
    assertThat(node.getEnv())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .containsExactly(
            tuple("HOME", "/tmp"), tuple("SAMPLE", "/ridgeway/volumes/data/x $$(HOME)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{file.other}}", "{{secret.other}}", "{{volume.other}}"})
  void refusesASymbolOfWhatIsNotDeclared(String symbol) {
    assertThatExceptionOfType(Undeclared.class)
        .isThrownBy(() -> pod(Samples.withArguments(Samples.voter(1), "--x=" + symbol)))
        .withMessage(
            "voter-1 uses %s, which it doesn't declare: correct the framework pack.", symbol);
  }

  @Test
  void preparesInInitContainersOfTheSameImage() {
    // When
    PodSpec pod = pod(Samples.voter(1));

    // Then
    assertThat(pod.getInitContainers())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.getArgs()).containsExactly("init", "/ridgeway/files/node.conf");
              assertThat(run.getImage()).isEqualTo(pod.getContainers().get(0).getImage());
              assertThat(run.getVolumeMounts())
                  .isEqualTo(pod.getContainers().get(0).getVolumeMounts());
              assertThat(run.getLivenessProbe()).isNull();
            });
  }

  @Test
  void restartsByWhatLivesAndIsCalledByWhatServes() {
    // When
    Container node = node(Samples.voter(1));

    // Then
    assertThat(node.getStartupProbe().getTcpSocket().getPort().getIntVal()).isEqualTo(30303);
    assertThat(node.getLivenessProbe().getTcpSocket().getPort().getIntVal()).isEqualTo(30303);
    assertThat(node.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/ready");
    assertThat(node.getReadinessProbe().getHttpGet().getPort().getIntVal()).isEqualTo(9091);
    assertThat(node.getReadinessProbe().getHttpGet().getHttpHeaders())
        .singleElement()
        .satisfies(h -> assertThat(h.getValue()).isEqualTo("localhost"));
    int startup =
        node.getStartupProbe().getFailureThreshold() * node.getStartupProbe().getPeriodSeconds();
    assertThat(startup).isGreaterThanOrEqualTo(300);
  }

  @Test
  void runsASidecarBesideTheNodeThatIsReachedOverLoopbackAlone() {
    // When
    PodSpec pod = pod(Samples.accompanied("observer", 1));
    Container store = pod.getContainers().get(1);

    // Then
    assertThat(pod.getContainers())
        .extracting(Container::getName)
        .containsExactly("node", "with-store");
    assertThat(store.getArgs()).containsExactly("--settings=/ridgeway/secrets/store.ini");
    assertThat(store.getSecurityContext())
        .isEqualTo(pod.getContainers().get(0).getSecurityContext());
    assertThat(store.getResources().getLimits().get("memory")).hasToString("1Gi");
    assertThat(store.getReadinessProbe()).isNull();
    // The kubelet can't reach the pod's loopback: the question is put within.
    assertThat(store.getLivenessProbe().getExec().getCommand())
        .startsWith("/bin/bash", "-c")
        .last()
        .asString()
        .contains("/dev/tcp/127.0.0.1/5984", "GET /_up HTTP/1.0");
    assertThat(store.getVolumeMounts())
        .extracting(m -> m.getName() + " " + m.getMountPath())
        .containsExactly(
            "with-store-tmp /tmp",
            "with-store-files /ridgeway/files",
            "with-store-secrets /ridgeway/secrets",
            "with-store-volume-data /ridgeway/volumes/data");
    assertThat(store.getEnv().toString() + store.getArgs()).doesNotContain("password");
  }

  @Test
  void namesBothTransportsOfAPort() {
    assertThat(node(Samples.voter(1)).getPorts())
        .extracting(ContainerPort::getName, ContainerPort::getProtocol)
        .contains(tuple("p2p", "TCP"), tuple("p2p-udp", "UDP"), tuple("rpc", "TCP"));
  }

  @Test
  void opensSecretsToThePodsGroupAlone() {
    assertThat(pod(Samples.voter(1)).getVolumes())
        .filteredOn(volume -> volume.getSecret() != null)
        .singleElement()
        .satisfies(volume -> assertThat(volume.getSecret().getDefaultMode()).isEqualTo(0_440));
  }

  @Test
  void asksForWhatItNeedsAndBurstsInProcessorAlone() {
    // When
    var resources = node(Samples.voter(1)).getResources();

    // Then
    assertThat(resources.getRequests().get("cpu")).hasToString("250m");
    assertThat(resources.getLimits().get("cpu")).hasToString("1");
    assertThat(resources.getRequests().get("memory")).hasToString("512Mi");
    assertThat(resources.getLimits().get("memory")).hasToString("512Mi");
  }

  @Test
  void spreadsVotersByGroupAndOthersByRole() {
    assertThat(pod(Samples.voter(1)).getTopologySpreadConstraints())
        .extracting(
            TopologySpreadConstraint::getTopologyKey,
            TopologySpreadConstraint::getWhenUnsatisfiable,
            c -> c.getLabelSelector().getMatchLabels().get(Labels.GROUP))
        .containsExactly(
            tuple("topology.kubernetes.io/zone", "ScheduleAnyway", "voters"),
            tuple("kubernetes.io/hostname", "ScheduleAnyway", "voters"));
    assertThat(pod(Samples.observer(1)).getTopologySpreadConstraints())
        .extracting(c -> c.getLabelSelector().getMatchLabels().get(Labels.ROLE))
        .containsExactly("observer", "observer");
  }

  @Test
  void keepsVotersApartWhereTheOperatorSaysSo() {
    // Given
    ClusterSettings apart =
        new ClusterSettings(
            settings.cityNode(),
            settings.images(),
            false,
            settings.registryMirror(),
            settings.storageClass(),
            settings.exposure(),
            settings.gatewayNamespace(),
            new Scheduling(java.util.Map.of(), java.util.List.of(), true),
            settings.closed(),
            4);

    // Then
    assertThat(spread(apart, Samples.voter(1))).isEqualTo("DoNotSchedule");
    assertThat(spread(apart, Samples.observer(1))).isEqualTo("ScheduleAnyway");
  }

  private static String spread(ClusterSettings settings, Workload workload) {
    return Spreading.constraints(settings, Samples.NETWORK, workload).get(1).getWhenUnsatisfiable();
  }

  private PodSpec pod(Workload workload) {
    return new NodePod(settings, Samples.NETWORK, workload).template().getSpec();
  }

  private Container node(Workload workload) {
    return pod(workload).getContainers().get(0);
  }
}
