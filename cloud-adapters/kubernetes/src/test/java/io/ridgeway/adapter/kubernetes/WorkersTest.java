package io.ridgeway.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkersTest {
  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void whoeverWaitsForQueuedTasksIsToldWhenAllIsClosed() {
    // Given
    Workers workers = new Workers("test");
    AtomicInteger begun = new AtomicInteger();
    Runnable task =
        () -> {
          if (begun.incrementAndGet() == 3) {
            workers.close();
          }
          block();
        };
    List<Runnable> tasks = Collections.nCopies(100, task);
    // When, Then
    assertThatThrownBy(() -> workers.all(tasks)).isInstanceOf(AdapterException.Unreachable.class);
    assertThat(begun.get()).isLessThan(100);
    assertThatThrownBy(() -> workers.all(tasks)).isInstanceOf(AdapterException.Unreachable.class);
  }

  @Test
  void whatIsDoneLaterTakesNoThreadsFromRequests() {
    try (Workers workers = new Workers("test")) {
      // Given
      for (int i = 0; i < 100; i++) {
        workers.later(this::block);
      }
      AtomicInteger done = new AtomicInteger();
      // When
      workers.all(Collections.nCopies(50, done::incrementAndGet));
      // Then
      assertThat(done.get()).isEqualTo(50);
    }
  }

  private void block() {
    try {
      never.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
