package io.ridgeway.adapter.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The laws of reserving and applying: what is made, where, and what is refused whole. */
abstract class DeploymentLaws extends SidecarLaws {
  // reserve

  @Test
  void reserveGivesTheSameAddressesAgain() {
    // Given
    List<Address> first = bench.reserve(network, A, Samples.PORTS);
    bench.reserve(network, B, Samples.PORTS);
    // When
    List<Address> again = bench.reserve(network, A, Samples.PORTS);
    // Then
    assertThat(again).isEqualTo(first);
  }

  @Test
  void reserveGivesTheSameAddressesFromANewAdapter() {
    // Given
    List<Address> first = bench.reserve(network, A, Samples.PORTS);
    // When
    bench.reopen();
    bench.reserve(network, B, Samples.PORTS);
    // Then
    assertThat(bench.reserve(network, A, Samples.PORTS)).isEqualTo(first);
  }

  @Test
  void noTwoNodesShareAnAddressAndPort() {
    // When
    Set<List<Object>> seen = new HashSet<>();
    int count = 0;
    for (NetworkId owner : List.of(network, other)) {
      for (NodeName node : List.of(A, B, C)) {
        for (Address address : bench.reserve(owner, node, Samples.PORTS)) {
          for (Viewpoint from : address.from().keySet()) {
            seen.add(List.of(from, address.from().get(from)));
            count++;
          }
        }
      }
    }
    // Then
    assertThat(seen).hasSize(count);
  }

  @Test
  void aPortIsReachedOnlyFromWhereItsExposureAllows() {
    // When
    List<Address> addresses = bench.reserve(network, A, Samples.PORTS);
    // Then
    assertThat(addresses).extracting(Address::node).containsOnly(A);
    assertThat(addresses).extracting(Address::port).containsExactly("p2p", "rpc", "admin", "inner");
    assertThat(addresses)
        .extracting(a -> a.from().keySet())
        .containsExactly(
            Set.of(Viewpoint.INSIDE, Viewpoint.OTHER_CITY_NODE),
            Set.of(Viewpoint.INSIDE, Viewpoint.GATEWAY),
            Set.of(),
            Set.of());
  }

  @Test
  void onePortCanBeForPeersAndForTheGateway() {
    // When
    List<Address> addresses = bench.reserve(network, A, Samples.FOR_BOTH);
    // Then
    assertThat(addresses)
        .singleElement()
        .satisfies(
            a -> assertThat(a.from().keySet()).containsExactlyInAnyOrder(Viewpoint.values()));
  }

  // apply

  @Test
  void applyBringsTheWorkloadToWhereItWasReserved() {
    // Given
    Workload workload = bench.samples.listening(A);
    HostPort address = bench.inside(network, A);
    assertThat(bench.city.answers(address)).isFalse();
    // When
    bench.run(network, 1, workload);
    // Then
    assertThat(bench.adapter.observe(network).fence()).isEqualTo(1);
    assertThat(bench.adapter.observe(network).workloads())
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.digest()).isEqualTo(bench.adapter.digest(network, workload));
              assertThat(w.restarts()).isZero();
              assertThat(w.message()).isEmpty();
            });
    assertThat(bench.city.answers(address)).isTrue();
  }

  @Test
  void applyOfTheSameAgainRestartsNothingAndAsksForNoSecret() {
    // Given
    Workload workload = bench.samples.listening(A);
    bench.run(network, 1, workload);
    ObservedWorkload before = bench.running(network, workload);
    int asked = bench.key.asked();
    // When
    bench.apply(network, 1, workload);
    bench.apply(network, 2, workload);
    bench.city.pass(Duration.ofSeconds(1));
    // Then
    assertThat(bench.adapter.observe(network)).isEqualTo(new Observation(2, List.of(before)));
    assertThat(bench.key.asked()).isEqualTo(asked).isPositive();
  }

  @Test
  void applyOfAChangeRestartsOnlyWhatChanged() {
    // Given
    Workload kept = bench.samples.listening(A);
    bench.run(network, 1, kept, bench.samples.listening(B));
    ObservedWorkload before = bench.running(network, kept);
    // When
    Workload changed = bench.samples.listening(B, "two");
    bench.run(network, 2, kept, changed);
    // Then
    assertThat(bench.adapter.observe(network).find(A)).contains(before);
    assertThat(bench.running(network, changed).digest())
        .isEqualTo(bench.adapter.digest(network, changed))
        .isNotEqualTo(bench.adapter.digest(network, bench.samples.listening(B)))
        .matches("[0-9a-f]{64}");
    assertThat(bench.city.answers(bench.inside(network, B))).isTrue();
  }

  @Test
  void whatIsLeftGoesOnAsItWasUntilItIsNoLongerLeft() {
    // Given
    Workload left = bench.samples.listening(A);
    Workload changed = bench.samples.listening(A, "two");
    bench.run(network, 1, left);
    ObservedWorkload before = bench.running(network, left);
    // When
    bench.applyLeaving(Set.of(A, B), network, 1, changed, bench.samples.listening(B));
    // Then
    bench.running(network, bench.samples.listening(B));
    bench.city.pass(Duration.ofSeconds(1));
    assertThat(bench.adapter.observe(network).find(A)).contains(before);
    // When
    bench.apply(network, 1, changed, bench.samples.listening(B));
    // Then
    bench.running(network, changed);
    assertThat(bench.city.answers(bench.inside(network, A))).isTrue();
  }

  @Test
  void whatIsNoLongerDeclaredIsStoppedAndRemoved() {
    // Given
    Workload kept = bench.samples.listening(A);
    bench.run(network, 1, kept, bench.samples.listening(B));
    HostPort gone = bench.inside(network, B);
    // When
    bench.apply(network, 1, kept);
    // Then
    bench.until(
        "the pruned node is gone", () -> bench.adapter.observe(network).find(B), Optional::isEmpty);
    assertThat(bench.city.answers(gone)).isFalse();
    assertThat(bench.adapter.observe(network).workloads()).hasSize(1);
    assertThat(bench.city.traces(network)).noneMatch(t -> t.contains(B.value()));
  }

  // refusals

  @Test
  void anUndeclaredCapabilityIsRefusedWhole() {
    // Given
    bench.reopen(bench.city::openWithoutUdp);
    assertThat(bench.adapter.capabilities()).doesNotContain(Capability.UDP);
    Deployment deployment =
        bench.samples.deployment(
            network, bench.samples.listening(A), bench.samples.listeningOnUdp(B));
    // When, Then
    assertThatThrownBy(() -> bench.adapter.apply(deployment, new Fence(1), bench.key))
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessageContaining("UDP")
        .hasMessageContaining(B.value());
    nothingWasMade();
  }

  @Test
  void aDeclaredCapabilityIsCarriedOut() {
    // Given
    boolean declared = bench.adapter.capabilities().contains(Capability.UDP);
    Workload workload = bench.samples.listeningOnUdp(A);
    // When, Then
    if (declared) {
      bench.run(network, 1, workload);
    } else {
      Deployment deployment = bench.samples.deployment(network, workload);
      assertThatThrownBy(() -> bench.adapter.apply(deployment, new Fence(1), bench.key))
          .isInstanceOf(AdapterException.Undeclared.class);
    }
  }

  @Test
  void unknownSoftwareIsRefusedWhole() {
    // Given
    Software unknown = new Software("never-heard-of", "9.9.9");
    assertThat(bench.adapter.software()).contains(bench.city.software()).doesNotContain(unknown);
    Deployment deployment =
        bench.samples.deployment(network, bench.samples.listening(A), bench.samples.of(B, unknown));
    // When, Then
    assertThatThrownBy(() -> bench.adapter.apply(deployment, new Fence(1), bench.key))
        .isInstanceOf(AdapterException.SoftwareUnavailable.class)
        .hasMessageContaining("never-heard-of")
        .hasMessageContaining("9.9.9");
    nothingWasMade();
  }
}
