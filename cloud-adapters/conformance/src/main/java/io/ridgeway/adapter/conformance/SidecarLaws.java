package io.ridgeway.adapter.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The laws of sidecars. Of an adapter that doesn't declare them each test sees only that it refuses
 * them.
 */
abstract class SidecarLaws extends TaskLaws {

  @Test
  void aSidecarRunsWithItsWorkloadAndGoesWithIt() {
    // Given
    if (refusesSidecars()) {
      return;
    }
    Workload workload = bench.samples.accompanied(A);
    // When
    bench.run(network, 1, workload, bench.samples.listening(B));
    // Then
    Observation before = bench.adapter.observe(network);
    assertThat(before.workloads()).extracting(ObservedWorkload::name).containsExactly(A, B);
    assertThat(bench.city.traces(network)).anyMatch(t -> t.contains(Samples.SIDECAR));
    assertThat(bench.city.answers(bench.inside(network, A))).isTrue();
    assertThat(bench.adapter.tunnel(network, A, "store")).isEmpty();
    // When
    bench.reopen();
    bench.apply(network, 1, workload, bench.samples.listening(B));
    // Then
    assertThat(bench.adapter.observe(network)).isEqualTo(before);
    // When
    bench.apply(network, 1, bench.samples.listening(B));
    // Then
    bench.until(
        "nothing of the node and its sidecar is left",
        () -> bench.city.traces(network),
        traces -> traces.stream().noneMatch(t -> t.contains(A.value())));
    // When
    bench.run(network, 2, workload);
    bench.adapter.remove(network, new Fence(3));
    // Then
    bench.gone(network, 3);
  }

  @Test
  void aWorkloadTakesASidecarAndGivesItUp() {
    // Given
    if (refusesSidecars()) {
      return;
    }
    bench.run(network, 1, bench.samples.listening(A));
    // When
    bench.run(network, 1, bench.samples.accompanied(A));
    // Then
    assertThat(bench.city.traces(network)).anyMatch(t -> t.contains(Samples.SIDECAR));
    // When
    bench.run(network, 1, bench.samples.listening(A));
    // Then
    bench.until(
        "nothing of the sidecar is left",
        () -> bench.city.traces(network),
        traces -> traces.stream().noneMatch(t -> t.contains(Samples.SIDECAR)));
    assertThat(bench.city.answers(bench.inside(network, A))).isTrue();
  }

  @Test
  void aSidecarThatDiesIsStartedAgainAndIsNotOrphaned() {
    // Given
    if (refusesSidecars()) {
      return;
    }
    bench.run(network, 1, bench.samples.accompanied(A));
    // When
    bench.city.kill(network, A, Samples.SIDECAR);
    // Then
    bench.observed(network, A, w -> w.restarts() == 1 && w.phase() == Phase.RUNNING);
    // When
    bench.adapter.remove(network, new Fence(2));
    // Then
    bench.gone(network, 2);
  }

  @Test
  void noSecretOfASidecarAppears() {
    // Given
    if (refusesSidecars()) {
      return;
    }
    // When
    bench.run(network, 1, bench.samples.accompanied(A));
    List<String> texts = bench.city.visibleTexts();
    // Then
    assertThat(texts)
        .isNotEmpty()
        .allSatisfy(
            t ->
                assertThat(t.toLowerCase(Locale.ROOT)).doesNotContain(RecognisableKey.spellings()));
    assertThat(bench.key.asked()).isPositive();
    assertThat(bench.key.zeroed()).isTrue();
  }

  @Test
  void unknownSoftwareOfASidecarIsRefusedWhole() {
    // Given
    if (refusesSidecars()) {
      return;
    }
    Workload workload = bench.samples.accompanied(A, new Software("never-heard-of", "9.9.9"));
    // When, Then
    assertThatThrownBy(
            () ->
                bench.adapter.apply(
                    bench.samples.deployment(network, bench.samples.listening(B), workload),
                    new Fence(1),
                    bench.key))
        .isInstanceOf(AdapterException.SoftwareUnavailable.class)
        .hasMessageContaining("never-heard-of");
    nothingWasMade();
  }

  /** Whether the adapter declares no sidecars; then it must refuse them. */
  private boolean refusesSidecars() {
    if (bench.adapter.capabilities().contains(Capability.SIDECARS)) {
      return false;
    }
    assertThatThrownBy(
            () ->
                bench.adapter.apply(
                    bench.samples.deployment(
                        network, bench.samples.listening(B), bench.samples.accompanied(A)),
                    new Fence(1),
                    bench.key))
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessageContaining(Samples.SIDECAR);
    nothingWasMade();
    return true;
  }
}
