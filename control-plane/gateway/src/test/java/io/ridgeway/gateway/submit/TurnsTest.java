package io.ridgeway.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void runsOneAfterTheOtherInOrder() throws Exception {
    // Given
    Turns turns = new Turns(new Turns(threads, 4), 1);
    List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(5_000);

    // When
    for (int i = 0; i < 5_000; i++) {
      int number = i;
      turns.execute(
          () -> {
            ran.add(number);
            done.countDown();
          });
    }
    done.await();

    // Then
    assertThat(ran).containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
  }

  @Test
  void runsNoMoreAtOnceThanAllowedAndLosesNone() throws Exception {
    // Given
    Turns turns = new Turns(threads, 3);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(2_000);

    // When
    for (int caller = 0; caller < 4; caller++) {
      threads.execute(
          () -> {
            for (int i = 0; i < 500; i++) {
              turns.execute(
                  () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.yield();
                    now.decrementAndGet();
                    done.countDown();
                  });
            }
          });
    }
    done.await();

    // Then
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void goesOnAfterATaskThatFailed() throws Exception {
    // Given
    Turns turns = new Turns(command -> threads.submit(command), 1);
    CountDownLatch done = new CountDownLatch(1);

    // When
    turns.execute(
        () -> {
          throw new IllegalStateException("a task fails");
        });
    turns.execute(done::countDown);

    // Then
    assertThat(done.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
  }
}
