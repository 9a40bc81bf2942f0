package io.ridgeway.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.network.Roster.Member;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterTest {
  @Test
  void aNetworkThatNeverChangedHasTheNodesThatItWasBornWith() {
    assertThat(names(Roster.UNCHANGED)).containsExactly("validator-1", "validator-2");
    assertThat(Roster.UNCHANGED.of("rpc", 0)).isEmpty();
    assertThat(Roster.UNCHANGED.moves()).isFalse();
  }

  @Test
  void whoComesHasANumberThatNobodyHadBefore() {
    // When
    Roster once = Roster.UNCHANGED.replacing(node(2), 2);
    Roster twice = once.settled().replacing(node(3), 2);

    // Then
    assertThat(once.of("validator", 2))
        .containsExactly(
            new Member(node(1), Standing.ADMITTED),
            new Member(node(2), Standing.LEAVING),
            new Member(node(3), Standing.JOINING));
    assertThat(once.moves()).isTrue();
    assertThat(names(once.settled())).containsExactly("validator-1", "validator-3");
    assertThat(names(twice.settled())).containsExactly("validator-1", "validator-4");
    assertThat(twice.settled().moves()).isFalse();
  }

  @Test
  void onlyWhoBelongsIsReplaced() {
    Roster moving = Roster.UNCHANGED.replacing(node(2), 2);
    for (NodeName other : List.of(node(2), node(3), node(9))) {
      assertThatThrownBy(() -> moving.replacing(other, 2)).hasMessageContaining(other.value());
    }
  }

  @Test
  void aFaultBudgetIsOfTheFewestThatTheLedgerMayCountOn() {
    assertThat(Roster.fewest(List.of(Standing.ADMITTED, Standing.ADMITTED))).isEqualTo(2);
    assertThat(
            Roster.fewest(
                List.of(Standing.ADMITTED, Standing.LEAVING, Standing.JOINING, Standing.JOINING)))
        .isEqualTo(2);
    assertThat(Roster.fewest(List.of(Standing.ADMITTED, Standing.LEAVING))).isEqualTo(1);
  }

  @Test
  void nodesComeAndGoUntilEachStemHasAsManyAsAreWanted() {
    // When
    Roster roster =
        Roster.UNCHANGED.toward(
            Map.of("validator", 3, "rpc", 1, "gone", 1),
            Map.of("validator", 2, "rpc", 1, "fresh", 2));

    // Then
    assertThat(roster.of("validator", 2))
        .containsExactly(
            new Member(node(1), Standing.ADMITTED),
            new Member(node(2), Standing.ADMITTED),
            new Member(node(3), Standing.LEAVING));
    assertThat(roster.of("fresh", 0))
        .extracting(Member::standing)
        .containsExactly(Standing.JOINING, Standing.JOINING);
    assertThat(roster.of("gone", 0)).extracting(Member::standing).containsExactly(Standing.LEAVING);
    assertThat(roster.stems()).as("who stays as it was born").doesNotContainKey("rpc");
    assertThatThrownBy(() -> roster.toward(Map.of(), Map.of()))
        .hasMessageContaining("on their way");

    // When
    Roster again =
        roster.settled().toward(Map.of("rpc", 1), Map.of("validator", 3, "rpc", 1, "gone", 1));
    // Then
    assertThat(again.of("validator", 2))
        .extracting(m -> m.name().number())
        .containsExactly(1, 2, 4);
    assertThat(again.of("gone", 0)).extracting(m -> m.name().value()).containsExactly("gone-2");
  }

  private static NodeName node(int number) {
    return NodeName.of("validator", number);
  }

  private static List<String> names(Roster roster) {
    return roster.of("validator", 2).stream().map(m -> m.name().value()).toList();
  }
}
