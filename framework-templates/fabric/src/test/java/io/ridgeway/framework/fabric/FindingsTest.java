package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.fabric.admin.ChannelMetrics;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final NodeName FIRST = new NodeName("orderer-1");
  private static final NodeName SECOND = new NodeName("orderer-2");
  private static final NodeName THIRD = new NodeName("orderer-3");
  private static final NodeName PEER = new NodeName("peer-alpha-1");
  private static final ChannelMetrics OUTSIDE = new ChannelMetrics(OptionalLong.empty(), false);

  private final Map<NodeName, ChannelMetrics> answers = new TreeMap<>();

  @Test
  void anIdleChannelIsAgreedOn() {
    // Given
    blocks(1, FIRST, THIRD, PEER);
    leads(SECOND, 1);

    // Then
    LedgerHealth health = health(LedgerHealth.UNHEARD);
    assertThat(health.agreed()).isTrue();
    assertThat(health.height()).isZero();
    assertThat(health.heights()).isEqualTo(Map.of(FIRST, 0L, SECOND, 0L, THIRD, 0L, PEER, 0L));
    assertThat(health.progressedAt()).isEqualTo(Instant.EPOCH);
    assertThat(health.message()).isEmpty();
  }

  @Test
  void aBusyChannelIsTooThoughItsNodesAreAskedOneAfterAnother() {
    // Given
    blocks(97, FIRST, PEER);
    blocks(98, THIRD);
    leads(SECOND, 100);
    LedgerHealth before = new LedgerHealth(80, Map.of(SECOND, 82L), true, Instant.EPOCH, "");

    // Then
    LedgerHealth health = health(before);
    assertThat(health.agreed()).isTrue();
    assertThat(health.height()).isEqualTo(96);
    assertThat(health.progressedAt()).isEqualTo(NOW);
    assertThat(health.message()).isEmpty();
  }

  @Test
  void withoutALeaderNothingIsOrdered() {
    // Given
    blocks(5, FIRST, SECOND, THIRD, PEER);

    // Then
    LedgerHealth health = health(LedgerHealth.UNHEARD);
    assertThat(health.agreed()).isFalse();
    assertThat(health.led()).isFalse();
    assertThat(health.message()).isEqualTo("the orderers have no leader");
  }

  @Test
  void aPeersWordForALeaderIsNone() {
    // Given
    blocks(5, FIRST, SECOND, THIRD);
    leads(PEER, 5);

    // Then
    assertThat(health(LedgerHealth.UNHEARD).led()).isFalse();
  }

  @Test
  void whenSomeAreMissingTheLeaderMayBeHeardAllTheSame() {
    // Given
    blocks(5, FIRST);
    leads(SECOND, 5);

    // Then
    LedgerHealth health = health(LedgerHealth.UNHEARD);
    assertThat(health.agreed()).isFalse();
    assertThat(health.led()).isTrue();
  }

  @Test
  void itSaysWhoIsMissingAndWho() {
    // Given
    leads(FIRST, 30);
    blocks(12, SECOND);
    answers.put(PEER, OUTSIDE);

    // Then
    LedgerHealth health = health(LedgerHealth.UNHEARD);
    assertThat(health.agreed()).isFalse();
    assertThat(health.height()).isEqualTo(11);
    assertThat(health.message())
        .isEqualTo(
            "orderer-3 does not answer; peer-alpha-1 does not hold channel trade yet; orderer-2 is"
                + " behind");
  }

  @Test
  void beforeAnybodyHasJoinedThereIsNoHeight() {
    // Given
    List.of(FIRST, SECOND, THIRD, PEER).forEach(node -> answers.put(node, OUTSIDE));

    // Then
    LedgerHealth health = health(LedgerHealth.UNHEARD);
    assertThat(health.agreed()).isFalse();
    assertThat(health.height()).isEqualTo(-1);
    assertThat(health.message())
        .isEqualTo("orderer-1, orderer-2, orderer-3, peer-alpha-1 do not hold channel trade yet");
  }

  @Test
  void aStragglerThatCatchesUpIsNoProgress() {
    // Given
    leads(FIRST, 30);
    blocks(30, SECOND);
    blocks(25, THIRD);
    LedgerHealth before =
        new LedgerHealth(20, Map.of(FIRST, 29L, SECOND, 29L, THIRD, 20L), true, NOW, "");

    // Then
    assertThat(health(before).height()).isEqualTo(24);
    assertThat(health(before).progressedAt()).isEqualTo(before.progressedAt());
  }

  private void blocks(long blocks, NodeName... nodes) {
    for (NodeName node : nodes) {
      answers.put(node, new ChannelMetrics(OptionalLong.of(blocks), false));
    }
  }

  private void leads(NodeName node, long blocks) {
    answers.put(node, new ChannelMetrics(OptionalLong.of(blocks), true));
  }

  private LedgerHealth health(LedgerHealth before) {
    Map<NodeName, Map<String, HostPort>> nodes = new TreeMap<>();
    List.of(FIRST, SECOND, THIRD, PEER).forEach(node -> nodes.put(node, Map.of()));
    LedgerEndpoints endpoints =
        new LedgerEndpoints(
            new NetworkId("n000000000001"),
            nodes,
            List.of(FIRST, SECOND, THIRD),
            new BirthRecord(Map.of()));
    return new Findings(endpoints, "trade", answers).health(before, NOW);
  }
}
