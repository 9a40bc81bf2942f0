package io.ridgeway.adapter.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Capability;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.Usage;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The laws of {@link io.ridgeway.adapter.CloudAdapter}, one test or a few for each; those of tasks
 * come with it. An adapter's author extends this class and answers {@link #newCityNode}.
 */
@ResourceLock(providers = Room.class)
public abstract class CloudAdapterContract extends TaskLaws {
  /** For JUnit. */
  protected CloudAdapterContract() {}

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

  // life

  @Test
  void whatWasAppliedGoesOnWhenTheAdapterIsClosedAndIsFoundAgain() {
    // Given
    Workload workload = bench.samples.listening(A);
    bench.run(network, 3, workload);
    HostPort address = bench.inside(network, A);
    Observation before = bench.adapter.observe(network);
    // When
    bench.adapter.close();
    boolean answersMeanwhile = bench.city.answers(address);
    bench.reopen();
    // Then
    assertThat(answersMeanwhile).isTrue();
    assertThat(bench.adapter.observe(network)).isEqualTo(before);
    bench.apply(network, 3, workload);
    bench.city.pass(Duration.ofSeconds(1));
    assertThat(bench.adapter.observe(network)).isEqualTo(before);
  }

  @Test
  void aWorkloadThatDiesIsStartedAgain() {
    // Given
    Workload workload = bench.samples.listening(A);
    bench.run(network, 1, workload);
    Instant before = bench.running(network, workload).since();
    // When
    bench.city.pass(Duration.ofMillis(10));
    bench.city.kill(network, A);
    // Then
    bench.observed(network, A, w -> w.restarts() == 1 && w.phase() == Phase.RUNNING);
    assertThat(bench.running(network, workload).since()).isAfter(before);
    assertThat(bench.city.answers(bench.inside(network, A))).isTrue();
  }

  @Test
  void restartsBackOff() {
    // Given
    bench.apply(network, 1, bench.samples.failing(A));
    // When
    ObservedWorkload waiting =
        bench.observed(network, A, w -> w.phase() == Phase.BACKING_OFF && w.restarts() == 0);
    Instant start = bench.city.clock().instant();
    bench.observed(network, A, w -> w.restarts() >= 1);
    Instant first = bench.city.clock().instant();
    bench.observed(network, A, w -> w.restarts() >= 2);
    Instant second = bench.city.clock().instant();
    // Then
    assertThat(waiting.message()).isNotBlank();
    assertThat(Duration.between(first, second))
        .isGreaterThan(Duration.between(start, first).multipliedBy(13).dividedBy(10));
  }

  // secrets

  @Test
  void noSecretValueAppears() {
    // Given
    List<String> texts = new ArrayList<>();
    Workload workload = bench.samples.listening(A);
    try (LogLines log = new LogLines()) {
      // When
      bench.run(network, 2, workload);
      texts.addAll(bench.city.visibleTexts());
      assertThat(texts).isNotEmpty();
      texts.add(bench.adapter.observe(network).toString());
      texts.add(bench.adapter.usage(network).toString());
      texts.add(bench.reserve(network, A, Samples.PORTS).toString());
      texts.add(bench.adapter.tunnel(network, A, "admin").toString());
      if (bench.adapter.capabilities().contains(Capability.LOGS)) {
        texts.addAll(bench.adapter.logs(network, A, 5_000));
      }
      assertThatThrownBy(() -> bench.apply(network, 1, workload))
          .satisfies(e -> texts.add(Texts.of(e)));
      Workload unknown = bench.samples.of(B, new Software("never-heard-of", "9.9.9"));
      assertThatThrownBy(() -> bench.apply(network, 2, bench.samples.listening(C), unknown))
          .satisfies(e -> texts.add(Texts.of(e)));
      bench.adapter.remove(network, new Fence(3));
      texts.addAll(log.lines());
    }
    // Then
    for (String text : texts) {
      assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(RecognisableKey.spellings());
    }
    assertThat(bench.key.asked()).isPositive();
    assertThat(bench.key.zeroed()).as("keys are zeroed after use").isTrue();
  }

  // networks

  @Test
  void networksDoNotSeeEachOther() {
    // Given
    Workload workload = bench.samples.listening(A);
    bench.run(network, 7, workload);
    bench.run(other, 1, workload);
    Observation before = bench.adapter.observe(network);
    // When
    bench.run(other, 2, bench.samples.listening(A, "two"), bench.samples.listening(B));
    bench.city.kill(other, A);
    bench.adapter.remove(other, new Fence(3));
    // Then
    assertThat(bench.adapter.observe(network)).isEqualTo(before);
    assertThat(bench.city.answers(bench.inside(network, A))).isTrue();
    assertThat(bench.adapter.observe(other).fence()).isEqualTo(3);
  }

  @Test
  void callsOfDifferentNetworksMayComeAtOnce() throws Exception {
    // Given
    List<NetworkId> networks = new ArrayList<>();
    ExecutorService callers = Executors.newFixedThreadPool(6);
    List<Future<HostPort>> addresses = new ArrayList<>();
    // When
    try {
      for (int i = 0; i < 6; i++) {
        NetworkId one = NetworkId.next();
        networks.add(one);
        addresses.add(
            callers.submit(
                () -> {
                  bench.run(one, 1, bench.samples.listening(A), bench.samples.listening(B));
                  bench.adapter.usage(one);
                  bench.run(one, 2, bench.samples.listening(A));
                  return bench.inside(one, A);
                }));
      }
      // Then
      Set<HostPort> distinct = new HashSet<>();
      for (Future<HostPort> address : addresses) {
        assertThat(distinct.add(address.get())).isTrue();
        assertThat(bench.city.answers(address.get())).isTrue();
      }
      List<Future<?>> removals = new ArrayList<>();
      networks.forEach(
          n -> removals.add(callers.submit(() -> bench.adapter.remove(n, new Fence(3)))));
      for (Future<?> removal : removals) {
        removal.get();
      }
      networks.forEach(n -> bench.gone(n, 3));
    } finally {
      callers.shutdownNow();
    }
  }

  // looking

  @Test
  void whatIsUnknownIsAnsweredWithNothing() {
    assertThat(bench.adapter.observe(network)).isEqualTo(new Observation(0, List.of()));
    assertThat(bench.adapter.usage(network)).isEmpty();
    assertThat(bench.adapter.tunnel(network, A, "rpc")).isEmpty();
  }

  @Test
  void aTunnelReachesAnyPortButThoseForNobody() {
    // Given
    bench.run(network, 1, bench.samples.listening(A));
    // When, Then
    for (String port : List.of("p2p", "rpc", "admin")) {
      assertThat(bench.adapter.tunnel(network, A, port))
          .as(port)
          .hasValueSatisfying(a -> assertThat(bench.city.answers(a)).isTrue());
    }
    assertThat(bench.adapter.tunnel(network, A, "inner")).isEmpty();
    assertThat(bench.adapter.tunnel(network, A, "nonsense")).isEmpty();
  }

  @Test
  void usageNamesEachWorkload() {
    // When
    bench.run(network, 1, bench.samples.listening(A), bench.samples.listening(B));
    // Then
    assertThat(bench.adapter.usage(network))
        .extracting(Usage::node)
        .containsExactlyInAnyOrder(A, B);
    assertThat(bench.adapter.usage(network))
        .allSatisfy(
            u -> {
              assertThat(u.memoryBytes()).isPositive();
              assertThat(u.cpuMillis()).isNotNegative();
              assertThat(u.storageBytes()).isNotNegative();
            });
  }

  @Test
  void logsGiveTheEndOfTheOutputWhereDeclared() {
    // Given
    bench.run(network, 1, bench.samples.listening(A));
    // When, Then
    if (bench.adapter.capabilities().contains(Capability.LOGS)) {
      bench.until("a log line", () -> bench.adapter.logs(network, A, 1), l -> l.size() == 1);
    } else {
      assertThatThrownBy(() -> bench.adapter.logs(network, A, 1))
          .isInstanceOf(AdapterException.Undeclared.class);
    }
  }

  @Test
  @ResourceLock(TestCityNode.ROOM)
  void whatIsDeployedIsTakenFromWhatIsFree() {
    // Given
    var before = bench.adapter.capacity();
    // When
    bench.run(network, 1, bench.samples.listening(A));
    // Then
    var after = bench.adapter.capacity();
    assertThat(before.total().covers(before.free())).isTrue();
    assertThat(after.free().cpuMillis()).isEqualTo(before.free().cpuMillis() - 100);
    assertThat(after.free().memoryMib()).isEqualTo(before.free().memoryMib() - 64);
  }
}
