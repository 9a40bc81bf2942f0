package io.ridgeway.adapter.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Observation;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.place.HostPort;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The laws of tokens and of removals. */
abstract class FenceLaws extends DeploymentLaws {
  // fence

  @Test
  void anOlderTokenIsRefusedOnApply() {
    // Given
    Workload workload = bench.samples.listening(A);
    bench.run(network, 5, workload);
    Observation before = bench.adapter.observe(network);
    Deployment late = bench.samples.deployment(network, bench.samples.listening(A, "late"));
    // When, Then
    assertThatThrownBy(() -> bench.adapter.apply(late, new Fence(4), bench.key))
        .isInstanceOf(AdapterException.FencedOff.class)
        .hasMessageContaining("4")
        .hasMessageContaining("5");
    assertThat(bench.adapter.observe(network)).isEqualTo(before);
  }

  @Test
  void anOlderTokenIsRefusedOnReserve() {
    // Given
    bench.apply(network, 5, bench.samples.listening(A));
    bench.adapter.remove(network, new Fence(6));
    // When, Then
    assertThatThrownBy(() -> bench.adapter.reserve(network, A, Samples.PORTS, new Fence(5)))
        .isInstanceOf(AdapterException.FencedOff.class);
    bench.gone(network, 6);
  }

  @Test
  void anOlderTokenIsRefusedOnRemove() {
    // Given
    bench.run(network, 5, bench.samples.listening(A));
    Observation before = bench.adapter.observe(network);
    // When, Then
    assertThatThrownBy(() -> bench.adapter.remove(network, new Fence(4)))
        .isInstanceOf(AdapterException.FencedOff.class);
    assertThat(bench.adapter.observe(network)).isEqualTo(before);
  }

  @Test
  void anOlderTokenIsRefusedByANewAdapter() {
    // Given
    bench.apply(network, 5, bench.samples.listening(A));
    // When
    bench.reopen();
    // Then
    assertThatThrownBy(() -> bench.apply(network, 4, bench.samples.listening(A)))
        .isInstanceOf(AdapterException.FencedOff.class);
    assertThatThrownBy(() -> bench.adapter.remove(network, new Fence(4)))
        .isInstanceOf(AdapterException.FencedOff.class);
    assertThat(bench.adapter.observe(network).fence()).isEqualTo(5);
  }

  @Test
  void theFenceStaysAfterARemoval() {
    // Given
    bench.apply(network, 5, bench.samples.listening(A));
    bench.adapter.remove(network, new Fence(6));
    bench.reopen();
    Deployment late = bench.samples.deployment(network, bench.samples.listening(A));
    // When, Then
    assertThatThrownBy(() -> bench.adapter.apply(late, new Fence(5), bench.key))
        .isInstanceOf(AdapterException.FencedOff.class);
    bench.gone(network, 6);
  }

  // remove

  @Test
  void removeLeavesNothingReservationsIncluded() {
    // Given
    bench.run(network, 1, bench.samples.listening(A), bench.samples.listening(B));
    bench.reserve(network, C, Samples.PORTS);
    List<HostPort> addresses = List.of(bench.inside(network, A), bench.inside(network, B));
    assertThat(bench.city.traces(network)).isNotEmpty();
    // When
    bench.adapter.remove(network, new Fence(2));
    // Then
    bench.gone(network, 2);
    assertThat(addresses).noneMatch(bench.city::answers);
    assertThat(bench.adapter.tunnel(network, A, "admin")).isEmpty();
    assertThat(bench.adapter.usage(network)).isEmpty();
  }

  @Test
  void removeIsIdempotent() {
    // Given
    bench.run(network, 1, bench.samples.listening(A));
    bench.adapter.remove(network, new Fence(2));
    // When
    bench.adapter.remove(network, new Fence(2));
    bench.adapter.remove(other, new Fence(1));
    // Then
    bench.gone(network, 2);
    bench.gone(other, 1);
  }

  @Test
  void aRemovedNetworkCanComeBack() {
    // Given
    Workload workload = bench.samples.listening(A);
    bench.run(network, 1, workload);
    bench.adapter.remove(network, new Fence(2));
    bench.gone(network, 2);
    // When
    bench.run(network, 3, workload);
    // Then
    assertThat(bench.running(network, workload).restarts()).isZero();
    assertThat(bench.city.answers(bench.inside(network, A))).isTrue();
  }
}
