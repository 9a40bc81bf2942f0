package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.NetworkId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeWatchTest {
  private final List<NetworkId> passedOn = new CopyOnWriteArrayList<>();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @Test
  void whoTellsDoesNotWaitAndNothingIsPassedOnTwiceThatStillWaits() throws InterruptedException {
    // Given
    NetworkId slow = NetworkId.next();
    NetworkId next = NetworkId.next();
    CountDownLatch all = new CountDownLatch(3);
    try (ChangeWatch watch =
        new ChangeWatch(
            network -> {
              entered.countDown();
              await(released);
              passedOn.add(network);
              all.countDown();
            })) {
      // When: on a thread that must not wait
      watch.tell(slow);
      await(entered);
      watch.tell(next);
      watch.tell(next);
      watch.tell(slow);
      // Then
      assertThat(passedOn).isEmpty();
      released.countDown();
      assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(passedOn).containsExactly(slow, next, slow);
    }
  }

  @Test
  void oneThatFailsDoesNotKeepTheOthers() throws InterruptedException {
    // Given
    NetworkId good = NetworkId.next();
    CountDownLatch heard = new CountDownLatch(1);
    try (ChangeWatch watch =
        new ChangeWatch(
            network -> {
              if (!network.equals(good)) {
                throw new IllegalStateException("the database is away");
              }
              heard.countDown();
            })) {
      // When
      watch.tell(NetworkId.next());
      watch.tell(good);
      // Then
      assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
