package io.ridgeway.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.SettableClock;
import io.ridgeway.model.place.HostPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeRingTest {
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private final NodeRing ring =
      new NodeRing(
          List.of(new HostPort("a", 1), new HostPort("b", 1), new HostPort("c", 1)),
          Duration.ofSeconds(1),
          clock);

  private String next() {
    return ring.next().options().getHost();
  }

  @Test
  void goesRound() {
    // When, Then
    assertThat(List.of(next(), next(), next(), next())).containsExactly("a", "b", "c", "a");
  }

  @Test
  void passesOverANodeThatFailedForLongerEachTime() {
    // Given
    NodeRing.Node a = ring.sticky(0);
    a.failed();

    // When, Then
    assertThat(List.of(next(), next(), next(), next())).doesNotContain("a");
    clock.advance(Duration.ofSeconds(1));
    assertThat(ring.sticky(0)).isSameAs(a);
    a.failed();
    clock.advance(Duration.ofSeconds(1));
    assertThat(ring.sticky(0)).isNotSameAs(a);
    clock.advance(Duration.ofSeconds(1));
    assertThat(ring.sticky(0)).isSameAs(a);
    a.answered();
    a.failed();
    clock.advance(Duration.ofSeconds(1));
    assertThat(ring.sticky(0)).isSameAs(a);
  }

  @Test
  void triesTheOneThatWaitedLongestWhenAllAreOut() {
    // Given
    ring.sticky(1).failed();
    clock.advance(Duration.ofMillis(10));
    ring.sticky(0).failed();
    ring.sticky(2).failed();

    // When, Then
    assertThat(List.of(next(), next(), next())).containsExactly("b", "b", "b");
  }

  @Test
  void keepsAMarkOnItsNode() {
    // When, Then
    assertThat(ring.sticky(-7)).isSameAs(ring.sticky(-7));
    assertThat(ring.sticky(Integer.MIN_VALUE)).isNotNull();
  }
}
