package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.network.NodeName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WholeHistoryTest {
  private static final NodeName LEAVING = new NodeName("sealer-1");
  private static final NodeName OTHER = new NodeName("sealer-2");
  private static final NodeName LEAVES_TOO = new NodeName("observer-1");

  private final Map<NodeName, NodeSight> sights = new TreeMap<>();

  /** Whose first block with its transactions is that one. */
  private void has(NodeName node, long whole) {
    sights.put(
        node, new NodeSight(node.value(), 7, "b", 7, Set.of(), Set.of(), 3, 0, true, 0, whole));
  }

  private Optional<String> losing() {
    return new WholeHistory(sights, node -> !node.equals(LEAVING) && !node.equals(LEAVES_TOO))
        .losing(LEAVING);
  }

  @Test
  void theLastThatHasAllIsKept() {
    // Given
    has(LEAVING, 0);
    has(LEAVES_TOO, 0);
    has(OTHER, 5);

    // Then
    assertThat(losing())
        .contains(
            "sealer-1 is let go once a node that stays has the transactions of old blocks, which"
                + " none of them does");
  }

  @Test
  void itGoesOnceAnotherHasAll() {
    // Given
    has(LEAVING, 0);
    has(OTHER, 5);
    has(new NodeName("sealer-5"), 1);

    // Then
    assertThat(losing()).isEmpty();
  }

  @Test
  void nothingIsLostByOneThatLacksThemOrDoesNotAnswer() {
    // Given
    has(OTHER, 5);
    assertThat(losing()).isEmpty();

    // When
    has(LEAVING, 5);
    // Then
    assertThat(losing()).isEmpty();
  }

  @Test
  void whereNobodyElseAnswersNothingIsKnown() {
    // Given
    has(LEAVING, 0);

    // Then
    assertThat(losing()).isEmpty();
  }
}
