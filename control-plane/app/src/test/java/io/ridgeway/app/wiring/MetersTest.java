package io.ridgeway.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ridgeway.store.network.ConditionCounts.Count;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Meters meters = new Meters(registry);

  @Test
  void whatSomebodyIsWokenForIsCountedFromTheStartAndGoesAgain() {
    // When
    meters.conditions(List.of());

    // Then
    assertThat(value("FALSE", "Halted")).isZero();

    // When
    meters.conditions(
        List.of(
            new Count("PROGRESSING", "FALSE", "Halted", 2),
            new Count("PROGRESSING", "TRUE", "Growing", 7)));

    // Then
    assertThat(value("FALSE", "Halted")).isEqualTo(2);
    assertThat(value("TRUE", "Growing")).isEqualTo(7);

    // When
    meters.conditions(List.of());

    // Then
    assertThat(value("FALSE", "Halted")).isZero();
    assertThat(gauge("TRUE", "Growing")).isNull();
  }

  private double value(String status, String reason) {
    return gauge(status, reason).value();
  }

  private Gauge gauge(String status, String reason) {
    return registry
        .find("ridgeway.networks.conditions")
        .tags("condition", "PROGRESSING", "status", status, "reason", reason)
        .gauge();
  }
}
