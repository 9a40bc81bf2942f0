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
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.place.HostPort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The laws of {@link io.ridgeway.adapter.CloudAdapter}, one test or a few for each; those of tasks,
 * of sidecars, of deployments, of fences and of standstill come with it. An adapter's author
 * extends this class and answers {@link #newCityNode}.
 */
@ResourceLock(providers = Room.class)
public abstract class CloudAdapterContract extends StandstillLaws {
  /** For JUnit. */
  protected CloudAdapterContract() {}

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
