package io.ridgeway.app.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ridgeway.store.work.Next;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Counts and times the reconciler's passes as {@code ridgeway.reconcile.pass}, by {@code outcome}:
 * {@code finished}, {@code again} (there is more to do later) or {@code failed}.
 */
@Singleton
final class Passes {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofSeconds(60)
  };

  private final MeterRegistry registry;

  Passes(MeterRegistry registry) {
    this.registry = registry;
  }

  Next count(Supplier<Next> pass) {
    Timer.Sample begun = Timer.start(registry);
    String outcome = "failed";
    try {
      Next next = pass.get();
      outcome = next instanceof Next.At ? "again" : "finished";
      return next;
    } finally {
      begun.stop(timer(outcome));
    }
  }

  /** There from the start, so that an alarm on its rate sees the first failure. */
  void announce() {
    timer("finished");
    timer("again");
    timer("failed");
  }

  private Timer timer(String outcome) {
    return Timer.builder("ridgeway.reconcile.pass")
        .description("Passes of the reconciler over a network")
        .tag("outcome", outcome)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
