package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QbftDriverTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final SettableClock clock = SettableClock.fixedAt(NOW);
  private final QbftDriver driver = new QbftDriver(new JsonRpc(), clock);
  private final FakeNetwork network = new FakeNetwork(4, 1);

  @AfterEach
  void stop() {
    network.close();
  }

  private LedgerHealth observe(LedgerHealth before) {
    return driver.observe(network.endpoints(), before);
  }

  @ParameterizedTest
  @CsvSource({"1, 60", "2, 60", "3, 90", "60, 1800"})
  void callsAChainHaltedAfterThirtyBlocksThatDidNotComeAndNeverWithinAMinute(
      int blockPeriodSeconds, long patienceSeconds) {
    assertThat(driver.patience(FakeNetwork.birth(blockPeriodSeconds)))
        .isEqualTo(Duration.ofSeconds(patienceSeconds));
  }

  @Test
  void allWithTheSameBlockAgree() {
    // Given
    network.at(7);
    network.node("validator-2").chain("a", 8);
    network.node("rpc-1").chain("a", 6);

    // When
    LedgerHealth health = observe(LedgerHealth.UNHEARD);

    // Then
    assertThat(health.agreed()).isTrue();
    assertThat(health.height()).isEqualTo(7);
    assertThat(health.heights())
        .containsEntry(new NodeName("validator-2"), 8L)
        .containsEntry(new NodeName("rpc-1"), 6L)
        .hasSize(5);
    assertThat(health.message()).isEqualTo("no new block seen yet");
  }

  @Test
  void theFirstHeightIsNoProgressAndAGreaterOneIs() {
    // Given
    LedgerHealth first = observe(network.at(7), LedgerHealth.UNHEARD);
    clock.advance(Duration.ofSeconds(1));

    // When
    LedgerHealth same = observe(network.at(7), first);
    LedgerHealth grown = observe(network.at(8), same);

    // Then
    assertThat(first.progressedAt()).isEqualTo(Instant.EPOCH);
    assertThat(same.progressedAt()).isEqualTo(Instant.EPOCH);
    assertThat(grown.progressedAt()).isEqualTo(NOW.plusSeconds(1));
    assertThat(grown.message()).isEmpty();
  }

  @Test
  void aHaltIsSaidAfterAWhileAndTheSameWordsStay() {
    // Given
    LedgerHealth first = observe(network.at(7), LedgerHealth.UNHEARD);
    LedgerHealth grown = observe(network.at(8), first);

    // When
    clock.advance(Duration.ofSeconds(11));
    LedgerHealth soon = observe(grown);
    clock.advance(Duration.ofSeconds(2));
    LedgerHealth late = observe(soon);
    clock.advance(Duration.ofHours(2));
    LedgerHealth later = observe(late);

    // Then
    assertThat(soon.message()).isEmpty();
    assertThat(late.message()).isEqualTo("no new block for a while");
    assertThat(later).isEqualTo(late);
    assertThat(later.agreed()).isTrue();
    assertThat(later.progressedAt()).isEqualTo(NOW);
  }

  @Test
  void whoDoesNotAnswerIsNamedAndTheOthersAreJudged() {
    // Given
    LedgerHealth before = observe(network.at(7), LedgerHealth.UNHEARD);
    network.at(8).node("validator-3").close();

    // When
    LedgerHealth health = observe(before);

    // Then
    assertThat(health.agreed()).isFalse();
    assertThat(health.height()).isEqualTo(8);
    assertThat(health.progressedAt()).isEqualTo(NOW);
    assertThat(health.message()).isEqualTo("validator-3 does not answer");
  }

  @Test
  void aSilentRpcNodeIsNamedAndDoesNotBreakTheAgreement() {
    // Given
    network.at(7).node("rpc-1").close();

    // When
    LedgerHealth health = observe(LedgerHealth.UNHEARD);

    // Then
    assertThat(health.agreed()).isTrue();
    assertThat(health.message()).isEqualTo("rpc-1 does not answer; no new block seen yet");
  }

  @Test
  void aVoterThatCannotBeReachedDoesNotAnswer() {
    // Given
    LedgerEndpoints all = network.at(7).endpoints();
    Map<NodeName, Map<String, HostPort>> reachable = new TreeMap<>(all.nodes());
    reachable.remove(new NodeName("validator-1"));

    // When
    LedgerHealth health =
        driver.observe(
            new LedgerEndpoints(all.network(), reachable, all.voters(), all.birth()),
            LedgerHealth.UNHEARD);

    // Then
    assertThat(health.agreed()).isFalse();
    assertThat(health.message()).isEqualTo("validator-1 does not answer");
  }

  @Test
  void differentBlocksAreNoAgreement() {
    // Given
    LedgerHealth before = observe(network.at(7), LedgerHealth.UNHEARD);
    network.at(8).node("validator-2").chain("b", 9);

    // When
    LedgerHealth health = observe(before);

    // Then
    assertThat(health.agreed()).isFalse();
    assertThat(health.height()).isEqualTo(-1);
    assertThat(health.progressedAt()).isEqualTo(Instant.EPOCH);
    assertThat(health.message())
        .isEqualTo("validator-2 and the others have different blocks at the same height");
  }

  @Test
  void aStragglerThatCatchesUpOnAHaltedChainIsNoProgress() {
    // Given
    network.at(100).node("validator-4").chain("a", 5);
    LedgerHealth before = observe(LedgerHealth.UNHEARD);
    network.node("validator-4").chain("a", 60);

    // When
    LedgerHealth health = observe(before);

    // Then
    assertThat(health.height()).isEqualTo(60);
    assertThat(health.progressedAt()).isEqualTo(Instant.EPOCH);
    assertThat(health.message()).isEqualTo("validator-4 is behind; no new block seen yet");
  }

  @Test
  void anAnswerThatMakesNoSenseIsNone() {
    // Given
    network.at(7);
    network.node("validator-1").result("eth_blockNumber", "\"seven\"");
    network.node("validator-2").result("eth_blockNumber", "null");
    network.node("validator-3").body("eth_blockNumber", request -> "<html>");
    network.node("validator-4").result("eth_getBlockByNumber", "null");

    // When
    LedgerHealth health = observe(LedgerHealth.UNHEARD);

    // Then
    assertThat(health.agreed()).isFalse();
    assertThat(health.height()).isEqualTo(-1);
    assertThat(health.message())
        .isEqualTo("validator-1, validator-2, validator-3, validator-4 do not answer");
  }

  @Test
  void nodesThatHangCostTwoSecondsAtMost() throws IOException {
    // Given
    LedgerEndpoints all = network.at(7).endpoints();
    try (ServerSocket hangs = new ServerSocket(0)) {
      Map<NodeName, Map<String, HostPort>> at = new TreeMap<>(all.nodes());
      at.put(
          new NodeName("validator-1"),
          Map.of("rpc", new HostPort("127.0.0.1", hangs.getLocalPort())));
      network
          .node("validator-2")
          .body(
              "eth_getBlockByNumber",
              request -> {
                sleep();
                return "{}";
              });

      // When: three times if need be, since what else the machine does is none of the driver's
      LedgerEndpoints endpoints = new LedgerEndpoints(all.network(), at, all.voters(), all.birth());
      List<Duration> took = new ArrayList<>();
      LedgerHealth health;
      do {
        long start = System.nanoTime();
        health = driver.observe(endpoints, LedgerHealth.UNHEARD);
        took.add(Duration.ofNanos(System.nanoTime() - start));
      } while (took.size() < 3 && Collections.min(took).compareTo(Duration.ofSeconds(2)) >= 0);

      // Then
      assertThat(Collections.min(took)).isLessThan(Duration.ofSeconds(2));
      assertThat(health.message()).isEqualTo("validator-1, validator-2 do not answer");
      assertThat(health.height()).isEqualTo(7);
    }
  }

  private LedgerHealth observe(FakeNetwork at, LedgerHealth before) {
    return driver.observe(at.endpoints(), before);
  }

  private static void sleep() {
    try {
      Thread.sleep(3_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
