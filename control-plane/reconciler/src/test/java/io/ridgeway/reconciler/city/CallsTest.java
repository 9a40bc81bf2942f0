package io.ridgeway.reconciler.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException.Unreachable;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallsTest {
  private static final CallLimits LIMITS =
      new CallLimits(Duration.ofMillis(50), 4, Duration.ofMillis(50), Duration.ofMillis(300));

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Calls calls = new Calls(new CityNodeId("a"), threads, LIMITS);
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void aHungCallIsInterruptedForItsNetworksNextThoughThereArePlaces() throws Exception {
    // Given
    assertThatThrownBy(() -> calls.call("one", this::hang)).isInstanceOf(Unreachable.class);
    assertThatThrownBy(() -> calls.call("one", () -> true)).hasMessageContaining("earlier call");
    assertThat(interrupted.await(LIMITS.abandon().toMillis(), TimeUnit.MILLISECONDS)).isFalse();

    // When
    assertThatThrownBy(() -> calls.call("one", () -> true)).hasMessageContaining("earlier call");

    // Then
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(untilItIsAsked("one")).isTrue();
  }

  @Test
  void aHungCallOfAnotherNetworkIsLeftAlone() throws Exception {
    // Given
    assertThatThrownBy(() -> calls.call("one", this::hang)).isInstanceOf(Unreachable.class);
    Thread.sleep(LIMITS.abandon().toMillis());

    // When
    assertThat(calls.call("other", () -> true)).isTrue();

    // Then
    assertThat(interrupted.await(100, TimeUnit.MILLISECONDS)).isFalse();
  }

  private boolean untilItIsAsked(String network) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < end) {
      try {
        return calls.call(network, () -> true);
      } catch (Unreachable e) {
        Thread.sleep(10);
      }
    }
    return false;
  }

  private boolean hang() {
    try {
      Thread.sleep(600_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted.countDown();
    }
    return false;
  }
}
