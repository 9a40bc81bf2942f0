package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final List<NodeName> SEALERS =
      IntStream.rangeClosed(1, 4).mapToObj(i -> NodeName.of("sealer", i)).toList();
  private static final NodeName OBSERVER = NodeName.of("observer", 1);
  private static final Set<String> IDS =
      SEALERS.stream().map(NodeName::value).collect(Collectors.toSet());

  private final Map<NodeName, NodeSight> sights = new TreeMap<>();
  private final Map<NodeName, String> hashes = new TreeMap<>();

  FindingsTest() {
    SEALERS.forEach(node -> says(node, 7, "b", 7, IDS, true, 0));
    says(OBSERVER, 7, "b", 7, IDS, true, 0);
    hashes.remove(OBSERVER);
  }

  private void says(
      NodeName node,
      long height,
      String hash,
      long known,
      Set<String> company,
      boolean settled,
      long pending) {
    Set<String> peers = new HashSet<>(company);
    peers.remove(node.value());
    sights.put(
        node,
        new NodeSight(node.value(), height, hash, known, peers, IDS, 3, 0, settled, pending, 0));
    hashes.put(node, hash);
  }

  private LedgerHealth health() {
    Map<NodeName, Map<String, HostPort>> all = new HashMap<>();
    SEALERS.forEach(node -> all.put(node, Map.of()));
    all.put(OBSERVER, Map.of());
    return new Findings(
            new LedgerEndpoints(
                new NetworkId("n00000000demo"), all, SEALERS, new BirthRecord(Map.of())),
            sights,
            hashes)
        .health(new LedgerHealth(6, Map.of(), true, Instant.EPOCH, ""), NOW);
  }

  @Test
  void sealersThatHaveOneBlockAndHearEachOtherAgree() {
    assertThat(health().agreed()).isTrue();
    assertThat(health().height()).isEqualTo(7);
    assertThat(health().heights()).hasSize(5);
    assertThat(health().progressedAt()).isEqualTo(NOW);
    assertThat(health().message()).isEmpty();
  }

  @Test
  void whoDoesNotAnswerIsNamed() {
    // When
    sights.remove(SEALERS.get(1));
    hashes.remove(SEALERS.get(1));

    // Then
    assertThat(health().agreed()).isFalse();
    assertThat(health().height()).isEqualTo(7);
    assertThat(health().message()).isEqualTo("sealer-2 does not answer");
  }

  @Test
  void twoBlocksOfOneNumberAreASplitChain() {
    // When
    says(SEALERS.get(3), 7, "other", 7, IDS, true, 0);

    // Then
    assertThat(health().agreed()).isFalse();
    assertThat(health().height()).isEqualTo(-1);
    assertThat(health().message()).isEqualTo("the sealers have different blocks of one number");
  }

  @Test
  void aSealerOnItsOwnIsNoChain() {
    // When
    says(SEALERS.get(0), 7, "b", 7, Set.of("sealer-2"), true, 0);

    // Then
    assertThat(health().agreed()).isFalse();
    assertThat(health().message()).isEqualTo("sealer-1 does not hear a quorum of sealers");
  }

  @Test
  void whoIsBackAndDoesNotTakePartYetIsApart() {
    // Given
    assertThat(health().apart()).isEmpty();

    // When
    says(SEALERS.get(0), 7, "b", 7, Set.of("sealer-2"), true, 0);
    says(SEALERS.get(1), 7, "b", 90, IDS, true, 0);
    says(OBSERVER, 7, "b", 90, IDS, true, 0);
    sights.remove(SEALERS.get(2));

    // Then
    assertThat(health().apart()).containsExactlyInAnyOrder(SEALERS.get(0), SEALERS.get(1));
  }

  @Test
  void sealersOnTheWayToAnotherViewAreWaitedFor() {
    // When
    SEALERS.forEach(node -> says(node, 7, "b", 7, IDS, false, 0));

    // Then
    assertThat(health().agreed()).isFalse();
    assertThat(health().message())
        .isEqualTo("sealer-1, sealer-2, sealer-3, sealer-4 do not have a leader");
  }

  @Test
  void whoHasLostOldTransactionsIsNamedAndHurtsNobody() {
    // When
    sights.put(OBSERVER, new NodeSight("observer-1", 7, "b", 7, Set.of(), IDS, 3, 0, true, 0, 5));

    // Then
    assertThat(health().agreed()).isTrue();
    assertThat(health().message())
        .isEqualTo("observer-1 does not have the transactions of old blocks");
  }

  @Test
  void anObserverThatLagsAndAFullPoolAreNamedAndHurtNobody() {
    // When
    says(OBSERVER, 7, "b", 90, IDS, true, 0);
    hashes.remove(OBSERVER);
    says(SEALERS.get(2), 7, "b", 7, IDS, true, 14_000);

    // Then
    assertThat(health().agreed()).isTrue();
    assertThat(health().message())
        .isEqualTo("observer-1 does not keep up; sealer-3 does have a full pool of transactions");
  }
}
