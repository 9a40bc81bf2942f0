package io.ridgeway.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.model.NetworkId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodSightTest {
  private static final String CREATED = "2026-11-21T10:00:00Z";
  private static final String LATER = "2026-11-21T10:00:07Z";

  @Test
  void aStartedContainerRuns() {
    // When
    PodSight sight = of(container(running(), true, 2));
    // Then
    assertThat(sight.phase()).isEqualTo(Phase.RUNNING);
    assertThat(sight.restarts()).isEqualTo(2);
    assertThat(sight.since()).isEqualTo(Instant.parse(LATER));
    assertThat(sight.message()).isEmpty();
  }

  @Test
  void oneWhoseProbeHasNotSaidYesStarts() {
    assertThat(of(container(running(), false, 0)).phase()).isEqualTo(Phase.STARTING);
  }

  @Test
  void anEndedContainerBacksOffAndSaysHowItEnded() {
    // When
    PodSight sight =
        of(
            container(
                new ContainerStateBuilder()
                    .withNewTerminated()
                    .withExitCode(137)
                    .withReason("OOMKilled")
                    .withFinishedAt(LATER)
                    .endTerminated(),
                false,
                0));
    // Then
    assertThat(sight.phase()).isEqualTo(Phase.BACKING_OFF);
    assertThat(sight.message()).contains("exit code 137").contains("more memory than it may");
    assertThat(sight.since()).isEqualTo(Instant.parse(LATER));
  }

  @Test
  void aCrashLoopSaysNoTimes() {
    // When
    PodSight sight = of(container(waiting("CrashLoopBackOff"), false, 5));
    // Then
    assertThat(sight.phase()).isEqualTo(Phase.BACKING_OFF);
    assertThat(sight.message()).doesNotContainPattern("[0-9]+s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ImagePullBackOff", "ErrImageNeverPull", "CreateContainerConfigError"})
  void whatCannotBeStartedIsBlocked(String reason) {
    // When
    PodSight sight = of(container(waiting(reason), false, 0));
    // Then
    assertThat(sight.phase()).isEqualTo(Phase.BLOCKED);
    assertThat(sight.message()).contains(reason);
  }

  @Test
  void aPodThatNoMachineTakesIsBlockedWithTheSchedulersWords() {
    // When
    PodSight sight =
        of(
            new PodStatusBuilder()
                .withPhase("Pending")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withMessage("0/3 nodes are available: 3 Insufficient cpu.")
                .endCondition()
                .build());
    // Then
    assertThat(sight.phase()).isEqualTo(Phase.BLOCKED);
    assertThat(sight.message()).contains("Insufficient cpu");
  }

  @Test
  void anEvictedPodBacksOff() {
    assertThat(of(new PodStatusBuilder().withPhase("Failed").withReason("Evicted").build()))
        .satisfies(s -> assertThat(s.phase()).isEqualTo(Phase.BACKING_OFF))
        .satisfies(s -> assertThat(s.message()).contains("Evicted"));
  }

  private static ContainerStateBuilder running() {
    return new ContainerStateBuilder().withNewRunning(LATER);
  }

  private static ContainerStateBuilder waiting(String reason) {
    return new ContainerStateBuilder()
        .withNewWaiting()
        .withReason(reason)
        .withMessage("back-off 40s restarting failed container")
        .endWaiting();
  }

  private static PodStatus container(ContainerStateBuilder state, boolean started, int restarts) {
    return new PodStatusBuilder()
        .withContainerStatuses(
            new ContainerStatusBuilder()
                .withName("node")
                .withImage("docker.io/x:1")
                .withStarted(started)
                .withRestartCount(restarts)
                .withState(state.build())
                .build())
        .build();
  }

  private static PodSight of(PodStatus status) {
    return PodSight.of(
        Seen.of(
                Kind.POD,
                new PodBuilder()
                    .withNewMetadata()
                    .withName("validator-1-0")
                    .withUid("u")
                    .withCreationTimestamp(CREATED)
                    .addToLabels(Labels.NETWORK, NetworkId.next().value())
                    .addToLabels(Labels.NODE, "validator-1")
                    .endMetadata()
                    .withStatus(status)
                    .build())
            .orElseThrow());
  }
}
