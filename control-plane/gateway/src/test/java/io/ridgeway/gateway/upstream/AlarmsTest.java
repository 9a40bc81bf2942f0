package io.ridgeway.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.upstream.Alarms.Alarm;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static final long PATIENCE_SECONDS = 30;

  private final Vertx vertx = Vertx.vertx();
  private final Alarms alarms = new Alarms(vertx);

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void eachRingsOnceAndNotTooEarly() throws InterruptedException {
    // Given
    List<Ringing> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Ringing one = new Ringing(System.nanoTime() + Duration.ofMillis(i).toNanos());
      all.add(one);
      alarms.set(one, one.due);
    }
    // Then
    for (Ringing one : all) {
      assertThat(one.rang.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(one.at - one.due).isNotNegative();
    }
    Thread.sleep(100);
    assertThat(all).allMatch(one -> one.times.get() == 1);
  }

  @Test
  void whoIsCancelledIsNotWoken() throws InterruptedException {
    // Given
    long due = System.nanoTime() + Duration.ofMillis(100).toNanos();
    Ringing cancelled = new Ringing(due);
    Ringing other = new Ringing(due);
    alarms.set(cancelled, due);
    alarms.set(other, due);
    // When
    alarms.cancel(cancelled);
    // Then
    assertThat(other.rang.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(cancelled.times).hasValue(0);
  }

  @Test
  void oneThatRingsMayBeSetAgainAlsoAfterAllWasStill() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      // Given
      CountDownLatch twice = new CountDownLatch(2);
      Alarm again =
          new Alarm() {
            @Override
            void ring() {
              twice.countDown();
              if (twice.getCount() > 0) {
                alarms.set(this, System.nanoTime());
              }
            }
          };
      // When
      alarms.set(again, System.nanoTime());
      // Then
      assertThat(twice.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(60);
    }
  }

  /** From several threads, while the timer stops and starts between. */
  @Test
  void nobodyIsForgotten() throws InterruptedException {
    // Given
    int threads = 4;
    int each = 300;
    CountDownLatch rang = new CountDownLatch(threads * each);
    // When
    for (int t = 0; t < threads; t++) {
      new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  alarms.set(counting(rang), System.nanoTime());
                  pause(i % 50 == 0 ? 45 : 1);
                }
              })
          .start();
    }
    // Then
    assertThat(rang.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private static Alarm counting(CountDownLatch rang) {
    return new Alarm() {
      @Override
      void ring() {
        rang.countDown();
      }
    };
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Ringing extends Alarm {
    private final long due;
    private final CountDownLatch rang = new CountDownLatch(1);
    private final AtomicInteger times = new AtomicInteger();
    private volatile long at;

    Ringing(long due) {
      this.due = due;
    }

    @Override
    void ring() {
      at = System.nanoTime();
      times.incrementAndGet();
      rang.countDown();
    }
  }
}
