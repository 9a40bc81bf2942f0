package io.ridgeway.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkSpecTest {
  @Test
  void noContractsOfItsOwnAreSaidInOneWay() {
    // Given
    NetworkSpec none = spec(Tier.SHARED, Map.of(NetworkSpec.SHARE, 1));

    // Then
    assertThat(spec(Tier.SHARED, Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, 0)))
        .isEqualTo(none);
    assertThat(none.with(Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, 2)).ownContracts())
        .isEqualTo(2);
    // A dedicated network's services are nodes
    assertThat(spec(Tier.DEDICATED, Map.of("peer", 1, NetworkSpec.CONTRACT, 0)).nodes())
        .containsEntry(NetworkSpec.CONTRACT, 0);
  }

  @Test
  void membersAreCountedWhereContractsOfItsOwnAreAlone() {
    NetworkSpec two = spec(Tier.SHARED, Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, 2));

    assertThat(two.servedBy(3).hostMembers()).isEqualTo(3);
    assertThat(two.servedBy(3).with(Map.of(NetworkSpec.SHARE, 1)).hostMembers()).isZero();
    assertThat(two.nodeCount()).isEqualTo(1);
  }

  private static NetworkSpec spec(Tier tier, Map<String, Integer> nodes) {
    return new NetworkSpec(
        "tea",
        new Framework("fabric", "3.1"),
        tier,
        nodes,
        Map.of(),
        List.of(new CityNodeId("local-1")),
        5,
        2);
  }
}
