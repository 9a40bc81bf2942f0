package io.ridgeway.adapter.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.conformance.TestCityNode.Ending;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The laws of standstill, one test for each. Of an adapter that doesn't declare it each test sees
 * only that it refuses it.
 */
abstract class StandstillLaws extends FenceLaws {
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  @Test
  void whatStandsStillRunsNothingAndNobodyElseIsDisturbed() {
    // Given
    if (refusesStandstill()) {
      return;
    }
    Workload stopped = bench.samples.listening(A);
    Workload beside = bench.samples.listening(B);
    bench.run(network, 1, stopped, beside);
    ObservedWorkload before = bench.running(network, beside);
    HostPort address = bench.inside(network, A);
    // When
    bench.applyStopped(Set.of(A), network, 2, stopped, beside);
    ObservedWorkload still = standsStill(A);
    // Then
    assertThat(still.digest()).isEqualTo(bench.adapter.digest(network, stopped));
    assertThat(bench.city.answers(address)).isFalse();
    assertThat(bench.adapter.observe(network).find(B)).contains(before);
    // When
    bench.applyStopped(Set.of(A), network, 2, stopped, beside);
    bench.city.pass(A_WHILE);
    // Then
    assertThat(bench.adapter.observe(network).find(A)).contains(still);
    assertThat(bench.city.answers(address)).isFalse();
    assertThat(bench.adapter.usage(network)).extracting(u -> u.node()).contains(B);
  }

  @Test
  void whatStandsStillComesBackWithAllThatItHad() {
    // Given
    if (refusesStandstill()) {
      return;
    }
    Workload workload = bench.samples.listening(A);
    bench.run(network, 1, workload);
    List<Address> addresses = bench.reserve(network, A, Samples.PORTS);
    boolean notes = bench.adapter.capabilities().contains(Capability.TASKS);
    if (notes) {
      note(workload);
    }
    // When
    bench.applyStopped(Set.of(A), network, 2, workload);
    standsStill(A);
    int asked = bench.key.asked();
    bench.run(network, 3, workload);
    // Then
    assertThat(bench.city.answers(bench.inside(network, A))).isTrue();
    assertThat(bench.reserve(network, A, Samples.PORTS)).isEqualTo(addresses);
    assertThat(bench.key.asked()).as("its secrets are there").isEqualTo(asked);
    if (notes) {
      assertThat(bench.city.lines(network, A, "data", "notes")).containsExactly("kept");
    }
  }

  @Test
  void whatStandsStillIsNotStartedByAnotherAdapter() {
    // Given
    if (refusesStandstill()) {
      return;
    }
    Workload workload = bench.samples.listening(A);
    bench.run(network, 1, workload);
    bench.applyStopped(Set.of(A), network, 2, workload);
    // When it is ended while it stops
    bench.reopen();
    standsStill(A);
    bench.reopen();
    bench.city.pass(A_WHILE);
    // Then
    assertThat(standsStill(A).digest()).isEqualTo(bench.adapter.digest(network, workload));
    assertThat(bench.city.answers(bench.inside(network, A))).isFalse();
  }

  @Test
  void whatStandsStillCanBeNewAndCanChange() {
    // Given
    if (refusesStandstill()) {
      return;
    }
    // When
    bench.applyStopped(Set.of(A), network, 1, bench.samples.listening(A));
    // Then
    standsStill(A);
    assertThat(bench.city.answers(bench.inside(network, A))).isFalse();
    // When
    Workload changed = bench.samples.listening(A, "two");
    bench.applyStopped(Set.of(A), network, 1, changed);
    // Then
    bench.observed(
        network,
        A,
        w ->
            w.phase() == Phase.STOPPED
                && w.digest().equals(bench.adapter.digest(network, changed)));
    // When
    bench.run(network, 2, changed);
    // Then
    assertThat(bench.city.answers(bench.inside(network, A))).isTrue();
  }

  @Test
  void whatStandsStillIsRemovedLikeAnythingElse() {
    // Given
    if (refusesStandstill()) {
      return;
    }
    bench.run(network, 1, bench.samples.listening(A), bench.samples.listening(B));
    bench.applyStopped(
        Set.of(A, B), network, 2, bench.samples.listening(A), bench.samples.listening(B));
    standsStill(A);
    // When
    bench.applyStopped(Set.of(A), network, 2, bench.samples.listening(A));
    // Then
    bench.until(
        "the pruned node is gone", () -> bench.adapter.observe(network).find(B), w -> w.isEmpty());
    assertThat(bench.city.traces(network)).noneMatch(t -> t.contains(B.value()));
    // When
    bench.adapter.remove(network, new Fence(3));
    // Then
    bench.gone(network, 3);
  }

  /** Writes a line into the node's volume. */
  private void note(Workload node) {
    Task task = bench.samples.task("note", A, "kept", Ending.SUCCESS, 1, Duration.ofMinutes(10));
    bench.apply(network, 1, List.of(task), node);
    bench.until(
        "the end of the task",
        () -> bench.adapter.observe(network).task("note"),
        t -> t.filter(o -> o.state().ended()).isPresent());
  }

  private ObservedWorkload standsStill(NodeName node) {
    return bench.observed(network, node, w -> w.phase() == Phase.STOPPED);
  }

  /** Whether the adapter doesn't declare it; then it must refuse it. */
  private boolean refusesStandstill() {
    if (bench.adapter.capabilities().contains(Capability.STANDSTILL)) {
      return false;
    }
    assertThatThrownBy(
            () ->
                bench.adapter.apply(
                    bench.samples.stopped(Set.of(A), network, bench.samples.listening(A)),
                    new Fence(1),
                    bench.key))
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessageContaining(A.value());
    nothingWasMade();
    return true;
  }
}
