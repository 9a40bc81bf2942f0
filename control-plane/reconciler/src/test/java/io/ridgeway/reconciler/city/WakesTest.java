package io.ridgeway.reconciler.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.NetworkId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WakesTest {
  private static final Duration REST = Duration.ofMillis(100);

  private final List<NetworkId> woken = new CopyOnWriteArrayList<>();
  private final NetworkId network = NetworkId.next();

  @Test
  void aStormOfWordsIsOneWakeAtOnceAndOneWhenItIsOver() throws Exception {
    try (Wakes wakes = new Wakes(woken::add, REST)) {
      // When
      for (int i = 0; i < 1_000; i++) {
        wakes.tell(network);
      }

      // Then
      await(2);
      Thread.sleep(REST.toMillis() * 3);
      assertThat(woken).containsExactly(network, network);
    }
  }

  @Test
  void anotherNetworkIsNotHeldBackAndAWordAfterTheRestIsHeard() throws Exception {
    try (Wakes wakes = new Wakes(woken::add, REST)) {
      NetworkId other = NetworkId.next();
      wakes.tell(network);
      wakes.tell(other);
      await(2);
      assertThat(woken).containsExactlyInAnyOrder(network, other);
      Thread.sleep(REST.toMillis() * 3);

      wakes.tell(network);

      await(3);
    }
  }

  @Test
  void whoTellsNeverWaitsAndAWakeThatFailsIsNotTheLast() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    try (Wakes wakes =
        new Wakes(
            n -> {
              entered.countDown();
              try {
                stuck.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              woken.add(n);
              throw new IllegalStateException("the database is away");
            },
            REST)) {
      wakes.tell(network);
      assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();

      wakes.tell(network);
      stuck.countDown();

      await(2);
    }
  }

  private void await(int count) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (woken.size() < count && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    assertThat(woken).hasSizeGreaterThanOrEqualTo(count);
  }
}
