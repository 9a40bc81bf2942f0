package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.Violation;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SealerSetTest {
  private static Set<NodeName> sealers(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> NodeName.of("sealer", i))
        .collect(Collectors.toSet());
  }

  private static final NodeName FIRST = new NodeName("sealer-1");

  @Test
  void aSealerOfFourCanNotBeRemoved() {
    assertThat(new SealerSet(sealers(1, 4), sealers(1, 4)).removing(FIRST))
        .contains(
            new Violation(
                "nodes.sealer-1",
                "3 sealers would be left, and with fewer than 4 none of them may fail: add another"
                    + " sealer first."));
  }

  @Test
  void aSealerOfFiveCanBeRemoved() {
    assertThat(new SealerSet(sealers(1, 5), sealers(1, 5)).removing(FIRST)).isEmpty();
  }

  @Test
  void aRunningSealerWithoutWhomTheChainWouldStopCanNotBeRemoved() {
    // Given: seven of which five run, so five of seven is the quorum and six need five.
    SealerSet set = new SealerSet(sealers(1, 7), sealers(1, 5));

    // Then
    assertThat(set.quorum()).isEqualTo(5);
    assertThat(set.removing(FIRST))
        .contains(
            new Violation(
                "nodes.sealer-1",
                "The chain would stop: 4 running sealers would be left and 5 of 6 are needed."
                    + " Bring others back first."));
    assertThat(set.removing(new NodeName("sealer-7"))).isEmpty();
  }

  @Test
  void nothingIsRemovedFromAChainThatStandsStill() {
    assertThat(new SealerSet(sealers(1, 7), sealers(1, 4)).removing(new NodeName("sealer-7")))
        .contains(
            new Violation(
                "nodes.sealer-7",
                "The chain stands still: 4 of its sealers run and a removal needs the votes of 5."
                    + " Bring others back first."));
  }

  @Test
  void whoIsNoSealerCanNotBeRemoved() {
    assertThat(new SealerSet(sealers(1, 7), sealers(1, 7)).removing(new NodeName("observer-1")))
        .contains(new Violation("nodes.observer-1", "It is not one of the chain's sealers."));
  }

  @Property(tries = 200)
  void aRemovalThatIsAllowedLeavesAChainThatRuns(
      @ForAll @IntRange(min = 4, max = 13) int count, @ForAll @IntRange(max = 13) int away) {
    // Given
    SealerSet set = new SealerSet(sealers(1, count), sealers(1, Math.max(1, count - away)));

    // Then
    for (NodeName sealer : set.sealers()) {
      if (set.removing(sealer).isEmpty()) {
        Set<NodeName> left = new java.util.HashSet<>(set.sealers());
        left.remove(sealer);
        Set<NodeName> running = new java.util.HashSet<>(set.running());
        running.remove(sealer);
        assertThat(running.size()).isGreaterThanOrEqualTo(new SealerSet(left, running).quorum());
        assertThat(left.size()).isGreaterThanOrEqualTo(4);
      }
    }
  }
}
