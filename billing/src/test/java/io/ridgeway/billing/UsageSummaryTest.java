package io.ridgeway.billing;

import static io.ridgeway.billing.Samples.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UsageSummaryTest {
  private static final String NOON = "2026-12-01T12:00:00Z";
  private static final String LATER = "2026-12-01T12:01:00Z";

  @Test
  void sumsWhatAddsUpAndTakesTheHighestPeak() {
    // When
    UsageSummary summary =
        UsageSummary.of(
            List.of(
                usage("a", Meter.NODE_HOURS, NOON, 5),
                usage("a", Meter.NODE_HOURS, LATER, 7),
                usage("a", Meter.GATEWAY_CALLS, NOON, 100),
                usage("b", Meter.GATEWAY_CALLS, NOON, 50),
                usage("a", Meter.PEAK_TPS, NOON, 9),
                usage("a", Meter.PEAK_TPS, LATER, 4),
                usage("a", Meter.STORAGE_GIB_MONTHS, NOON, 1),
                usage("a", Meter.STORAGE_GIB_MONTHS, LATER, 2)));

    // Then
    assertThat(summary.quantity(Meter.NODE_HOURS)).isEqualTo(BigDecimal.valueOf(12));
    assertThat(summary.quantity(Meter.GATEWAY_CALLS)).isEqualTo(BigDecimal.valueOf(150));
    assertThat(summary.quantity(Meter.PEAK_TPS)).isEqualTo(BigDecimal.valueOf(9));
    assertThat(summary.quantity(Meter.STORAGE_GIB_MONTHS)).isEqualTo(BigDecimal.valueOf(3));
    assertThat(UsageSummary.of(List.of()).quantity(Meter.PEAK_TPS)).isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void keepsFractionsOfAUnit() {
    assertThat(
            new UsageSummary(java.util.Map.of(Meter.NODE_HOURS, 1_234_567L))
                .quantity(Meter.NODE_HOURS))
        .isEqualTo(new BigDecimal("1.234567"));
  }

  @Test
  void takesOnlyTheRecordsThatStartInThePeriod() {
    // Given
    List<UsageRecord> records =
        List.of(usage("a", Meter.NODE_HOURS, NOON, 1), usage("a", Meter.NODE_HOURS, LATER, 2));

    // Then
    assertThat(
            UsageSummary.of(records, Instant.parse(NOON), Instant.parse(LATER))
                .quantity(Meter.NODE_HOURS))
        .isEqualTo(BigDecimal.ONE);
    assertThat(
            UsageSummary.of(records, Instant.parse(LATER), Instant.parse("2027-01-01T00:00:00Z"))
                .quantity(Meter.NODE_HOURS))
        .isEqualTo(BigDecimal.valueOf(2));
  }

  @Test
  void refusesTwoDifferentCountsOfOneThing() {
    assertThatThrownBy(
            () ->
                UsageSummary.of(
                    List.of(
                        usage("a", Meter.GATEWAY_CALLS, NOON, 1),
                        usage("a", Meter.GATEWAY_CALLS, NOON, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two different counts");
  }

  @Property(tries = 100)
  void repeatedAndReorderedRecordsCountOnce(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 1000) Integer> counts,
      @ForAll Random random) {
    // Given
    List<Meter> meters = List.copyOf(EnumSet.allOf(Meter.class));
    List<UsageRecord> once = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      String at = Instant.parse(NOON).plusSeconds(i * 60L).toString();
      once.add(usage("a", meters.get(i % 4), at, counts.get(i)));
    }
    List<UsageRecord> twice = new ArrayList<>(once);
    twice.addAll(once);
    Collections.shuffle(twice, random);

    // Then
    assertThat(UsageSummary.of(twice)).isEqualTo(UsageSummary.of(once));
  }
}
