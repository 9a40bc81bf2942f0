package io.ridgeway.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.nodes.Breaker;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.place.HostPort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeRingTest {
  private static final long MILLI = 1_000_000;
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private final NodeRing ring = ring("a", "b", "c");

  private NodeRing ring(String... hosts) {
    return NodeRing.of(
        List.of(hosts).stream().map(host -> new HostPort(host, 1)).toList(),
        Duration.ofSeconds(1),
        clock);
  }

  private List<String> next(int calls) {
    return IntStream.range(0, calls).mapToObj(i -> ring.next().options().getHost()).toList();
  }

  private Node node(String host) {
    return ring.nodes().stream()
        .filter(node -> node.options().getHost().equals(host))
        .findFirst()
        .orElseThrow();
  }

  private void fail(String host, int times) {
    for (int i = 0; i < times; i++) {
      node(host).begins();
      node(host).failed();
    }
  }

  private void answer(String host, long millis) {
    node(host).begins();
    node(host).answered(millis * MILLI);
  }

  @Test
  void equalsShareTheCalls() {
    // When, Then
    assertThat(next(4)).containsExactly("a", "b", "c", "a");
  }

  @Test
  void opensAfterThreeFailuresInARow() {
    // Given: two, an answer, and two more
    fail("a", 2);
    answer("a", 0);
    fail("a", 2);
    assertThat(next(6)).contains("a");

    // When
    fail("a", 1);

    // Then
    assertThat(node("a").isOut()).isTrue();
    assertThat(next(30)).doesNotContain("a").contains("b", "c");
  }

  @Test
  void isProbedAgainIfTheProbeNeverLeft() {
    // Given
    fail("a", 3);
    clock.advance(Duration.ofMinutes(1));
    assertThat(node("a").breaker().probe(clock.millis())).isTrue();
    assertThat(node("a").breaker().probe(clock.millis())).isFalse();

    // When
    node("a").begins();
    node("a").abandoned();

    // Then
    assertThat(node("a").breaker().probe(clock.millis())).isTrue();
  }

  @Test
  void isProbedByOneCallAfterItsPauseAndForLongerEachTime() {
    // Given
    fail("a", 3);
    Breaker breaker = node("a").breaker();
    assertThat(breaker.probe(clock.millis())).isFalse();

    // When
    clock.advance(Duration.ofSeconds(1));

    // Then: one of two
    assertThat(breaker.probe(clock.millis())).isTrue();
    assertThat(breaker.probe(clock.millis())).isFalse();
    assertThat(next(30)).as("calls aren't the probe").doesNotContain("a");

    // When
    fail("a", 1);
    clock.advance(Duration.ofSeconds(1));

    // Then: twice as long, and at most 15 s
    assertThat(breaker.probe(clock.millis())).isFalse();
    clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 5; i++) {
      assertThat(breaker.probe(clock.millis())).isTrue();
      fail("a", 1);
      clock.advance(Duration.ofSeconds(15));
    }
    assertThat(breaker.probe(clock.millis())).isTrue();
    answer("a", 0);
    assertThat(node("a").isOut()).isFalse();
    assertThat(next(30)).contains("a");
  }

  @Test
  void failuresOfCallsThatWereUnderWayMakeThePauseNoLonger() {
    // When
    fail("a", 40);
    clock.advance(Duration.ofSeconds(1));

    // Then
    assertThat(node("a").breaker().isDue(clock.millis())).isTrue();
  }

  @Test
  void triesTheOneWhosePauseEndsFirstWhenAllAreOut() {
    // Given
    fail("b", 3);
    clock.advance(Duration.ofMillis(10));
    fail("a", 3);
    fail("c", 3);

    // When, Then
    assertThat(next(3)).containsExactly("b", "b", "b");
    assertThat(ring.other(node("b"))).isNotSameAs(node("b"));
  }

  @Test
  void passesOverANodeThatIsTooFarBehindUntilItHasCaughtUp() {
    // Given
    ring.seen(node("a"), 100);
    ring.seen(node("b"), 100);
    ring.seen(node("c"), 95);
    assertThat(next(6)).as("5 behind is near enough").contains("c");

    // When
    ring.seen(node("a"), 101);
    assertThat(node("c").isLagging()).as("it may have come as far by now").isFalse();
    ring.seen(node("c"), 95);

    // Then
    assertThat(node("c").isLagging()).isTrue();
    assertThat(next(30)).doesNotContain("c");

    // When: nearer, and not there yet
    ring.seen(node("c"), 99);
    assertThat(next(30)).doesNotContain("c");
    ring.seen(node("c"), 100);

    // Then
    assertThat(next(30)).contains("c");
  }

  @Test
  void asksOneThatLagsIfNobodyElseIsWell() {
    // Given
    ring.seen(node("a"), 100);
    ring.seen(node("b"), 10);
    ring.seen(node("c"), 100);
    fail("a", 3);
    fail("c", 3);

    // When, Then
    assertThat(next(4)).containsOnly("b");
  }

  @Test
  void theHeightOfANodeThatIsOutHoldsNobodyBack() {
    // Given
    ring.seen(node("a"), 1_000);
    ring.seen(node("b"), 10);
    ring.seen(node("c"), 10);
    assertThat(node("b").isLagging()).isTrue();

    // When
    fail("a", 3);
    ring.seen(node("b"), 11);
    ring.seen(node("c"), 11);

    // Then
    assertThat(node("b").isLagging()).isFalse();
    assertThat(next(6)).containsOnly("b", "c");
  }

  @Test
  void slowNodesGetTheSmallerShare() {
    // Given
    answer("a", 2);
    answer("b", 2);
    answer("c", 80);

    // When
    List<String> asked = next(60);

    // Then: it is taken only where it meets itself
    assertThat(asked.stream().filter("c"::equals)).isEmpty();
    assertThat(asked).contains("a", "b");

    // When: nobody measured it for a while
    clock.advance(Duration.ofSeconds(40));
    answer("a", 2);
    answer("b", 2);

    // Then
    assertThat(next(30)).contains("c");
  }

  @Test
  void callsUnderWayCountAsLoad() {
    // Given
    answer("a", 4);
    answer("b", 4);
    answer("c", 4);
    for (int i = 0; i < 5; i++) {
      node("a").begins();
    }

    // When, Then
    assertThat(next(30)).doesNotContain("a");
  }

  @Test
  void eachPairOfNodesMeets() {
    // Given
    NodeRing five = ring("a", "b", "c", "d", "e");
    Node slow = five.nodes().get(4);
    slow.begins();
    slow.answered(100 * MILLI);

    // When
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      asked.add(five.next().options().getHost());
    }

    // Then
    Set<String> different = new TreeSet<>(asked);
    assertThat(different).containsExactly("a", "b", "c", "d");
  }

  @Test
  void keepsAMarkOnItsNodeWhileItsCircuitIsClosed() {
    // Given
    Node mine = ring.sticky(-7);
    ring.seen(mine, 1);
    ring.nodes().forEach(node -> ring.seen(node, node == mine ? 1 : 100));

    // When, Then: filters live in one node, also if that one lags
    assertThat(ring.sticky(-7)).isSameAs(mine);
    assertThat(ring.sticky(Integer.MIN_VALUE)).isNotNull();
    for (int i = 0; i < 3; i++) {
      mine.begins();
      mine.failed();
    }
    assertThat(ring.sticky(-7)).isNotSameAs(mine);
  }

  @Test
  void aSingleNodeIsAlwaysAsked() {
    // Given
    NodeRing alone = ring("a");
    Node only = alone.nodes().get(0);

    // When
    for (int i = 0; i < 9; i++) {
      only.begins();
      only.failed();
    }

    // Then
    assertThat(alone.next()).isSameAs(only);
    assertThat(alone.other(only)).isSameAs(only);
    assertThat(alone.sticky(5)).isSameAs(only);
  }
}
