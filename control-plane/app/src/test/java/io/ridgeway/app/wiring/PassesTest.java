package io.ridgeway.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ridgeway.store.work.Next;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PassesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Passes passes = new Passes(registry);

  @Test
  void countsByWhatBecameOfThem() {
    // When
    Next finished = passes.count(Next.Finished::new);
    passes.count(() -> new Next.At(Instant.EPOCH));
    passes.count(() -> new Next.At(Instant.EPOCH));

    // Then
    assertThat(finished).isInstanceOf(Next.Finished.class);
    assertThat(count("finished")).isOne();
    assertThat(count("again")).isEqualTo(2);
  }

  @Test
  void countsWhatFailedAndLetsItFail() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                passes.count(
                    () -> {
                      throw new IllegalStateException("away");
                    }));
    assertThat(count("failed")).isOne();
  }

  @Test
  void showsZeroBeforeTheFirstFailure() {
    // When
    passes.announce();

    // Then
    assertThat(count("failed")).isZero();
  }

  private long count(String outcome) {
    return registry.get("ridgeway.reconcile.pass").tag("outcome", outcome).timer().count();
  }
}
