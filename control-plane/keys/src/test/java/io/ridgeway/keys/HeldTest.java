package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeldTest {
  private final SettableClock clock = SettableClock.fixedAt(Instant.EPOCH);
  private final Held<String, byte[]> held =
      new Held<>(clock, Duration.ofSeconds(10), 2, bytes -> Arrays.fill(bytes, (byte) 0));

  @Test
  void givesWhatItHolds() {
    // Given
    held.put("a", new byte[] {7});

    // Then
    assertThat(held.with("a", byte[]::clone)).hasValue(new byte[] {7});
    assertThat(held.with("b", byte[]::clone)).isEmpty();
  }

  @Test
  void wipesWhatItHeldLongEnough() {
    // Given
    byte[] secret = {7};
    held.put("a", secret);
    clock.advance(Duration.ofSeconds(10).minusNanos(1));
    assertThat(held.with("a", byte[]::clone)).isPresent();

    // When
    clock.advance(Duration.ofNanos(1));

    // Then
    assertThat(held.with("a", byte[]::clone)).isEmpty();
    assertThat(secret).containsExactly(0);
    assertThat(held.size()).isZero();
  }

  @Test
  void wipesTheExpiredThoughNobodyAsks() {
    // Given
    byte[] old = {7};
    byte[] young = {8};
    held.put("a", old);
    clock.advance(Duration.ofSeconds(5));
    held.put("b", young);

    // When
    clock.advance(Duration.ofSeconds(5));
    held.dropExpired();

    // Then
    assertThat(old).containsExactly(0);
    assertThat(young).containsExactly(8);
  }

  @Test
  void wipesTheLeastRecentlyUsedWhenItIsFull() {
    // Given
    byte[] first = {1};
    byte[] second = {2};
    held.put("a", first);
    held.put("b", second);
    held.with("a", byte[]::clone);

    // When
    held.put("c", new byte[] {3});

    // Then
    assertThat(second).containsExactly(0);
    assertThat(first).containsExactly(1);
    assertThat(held.size()).isEqualTo(2);
  }

  @Test
  void wipesWhatIsReplacedOrDropped() {
    // Given
    byte[] before = {1};
    byte[] after = {2};
    held.put("a", before);

    // When
    held.put("a", after);
    assertThat(before).containsExactly(0);
    held.drop(bytes -> bytes[0] == 3);
    assertThat(after).containsExactly(2);
    held.drop(bytes -> bytes[0] == 2);

    // Then
    assertThat(after).containsExactly(0);
    assertThat(held.size()).isZero();
  }

  @Test
  void wipesTheExpiredWhenSomethingElseIsPut() {
    // Given
    byte[] old = {7};
    held.put("a", old);
    clock.advance(Duration.ofSeconds(10));

    // When
    held.put("b", new byte[] {8});

    // Then
    assertThat(old).containsExactly(0);
    assertThat(held.size()).isEqualTo(1);
  }

  @Test
  void oneThatIsAskedForTooLateTakesNoOtherWithIt() {
    // Given
    byte[] young = {8};
    held.put("a", new byte[] {7});
    clock.advance(Duration.ofSeconds(5));
    held.put("b", young);
    clock.advance(Duration.ofSeconds(5));

    // When
    held.with("a", byte[]::clone);

    // Then
    assertThat(young).containsExactly(8);
  }

  @Test
  void knowsWhetherItHoldsSuchAThing() {
    // Given
    held.put("a", new byte[] {7});

    // Then
    assertThat(held.holds(bytes -> bytes[0] == 7)).isTrue();
    assertThat(held.holds(bytes -> bytes[0] == 8)).isFalse();
  }

  @Test
  void useDoesNotLengthenTheTime() {
    // Given
    held.put("a", new byte[] {7});
    clock.advance(Duration.ofSeconds(9));
    held.with("a", byte[]::clone);

    // When
    clock.advance(Duration.ofSeconds(1));

    // Then
    assertThat(held.with("a", byte[]::clone)).isEmpty();
  }
}
