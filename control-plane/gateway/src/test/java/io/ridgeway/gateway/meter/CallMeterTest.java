package io.ridgeway.gateway.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.FakeJournal;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallMeterTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private SettableClock clock;
  private FakeJournal journal;
  private Meters meters;
  private CallMeter meter;

  @BeforeEach
  @BeforeTry
  void fresh() {
    clock = SettableClock.fixedAt(START);
    journal = new FakeJournal();
    meters = new Meters("gateway-1", journal, clock);
    meter = meters.of(TenantId.next(), NetworkId.next());
  }

  private List<UsageRecord> usage(Meter of) {
    return journal.usage().stream()
        .filter(record -> record.meter() == of)
        .sorted(Comparator.comparing(UsageRecord::from))
        .toList();
  }

  @Test
  void writesTheCallsAndThePeakOfAnInterval() {
    // Given
    meter.accepted(3);
    clock.advance(Duration.ofMillis(999));
    meter.accepted(4);
    clock.advance(Duration.ofMillis(1));
    meter.accepted(5);
    clock.advance(Duration.ofSeconds(3));

    // When
    assertThat(meters.flush()).isTrue();

    // Then
    assertThat(usage(Meter.GATEWAY_CALLS))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.micros()).isEqualTo(12_000_000);
              assertThat(record.from()).isEqualTo(START);
              assertThat(record.to()).isEqualTo(START.plusSeconds(4));
            });
    assertThat(usage(Meter.PEAK_TPS))
        .singleElement()
        .satisfies(record -> assertThat(record.micros()).isEqualTo(7_000_000));
  }

  @Test
  void doesNotHalveASecondThatAFlushCutsInTwo() {
    // Given
    meter.accepted(3);
    meters.flush();
    meter.accepted(4);

    // When
    meters.flush();

    // Then
    assertThat(usage(Meter.GATEWAY_CALLS))
        .extracting(UsageRecord::micros)
        .containsExactly(3_000_000L, 4_000_000L);
    assertThat(usage(Meter.PEAK_TPS))
        .extracting(UsageRecord::micros)
        .containsExactly(3_000_000L, 7_000_000L);
  }

  @Test
  void writesNothingForNoCalls() {
    // When
    clock.advance(Duration.ofSeconds(5));
    meters.flush();

    // Then
    assertThat(journal.usage()).isEmpty();
  }

  @Test
  void keepsTheCountsWhileTheJournalIsAway() {
    // Given
    journal.failing(attempt -> attempt < 10, attempt -> false);
    for (int i = 0; i < 10; i++) {
      meter.accepted(1);
      clock.advance(Duration.ofSeconds(1));
      assertThat(meters.flush()).isFalse();
    }
    assertThat(meters.unwritten()).isEqualTo(10);

    // When
    assertThat(meters.flush()).isTrue();

    // Then
    assertThat(journal.total(Meter.GATEWAY_CALLS)).isEqualTo(10);
    assertThat(usage(Meter.GATEWAY_CALLS)).hasSize(2);
    assertThat(meters.unwritten()).isZero();
  }

  @Test
  void handsOverTheCountsOfManyNetworksAtOnce() {
    // Given
    for (int i = 0; i < 1_000; i++) {
      meters.of(TenantId.next(), NetworkId.next()).accepted(i + 1);
    }

    // When
    assertThat(meters.flush()).isTrue();

    // Then
    assertThat(journal.attempts()).isLessThanOrEqualTo(20);
    assertThat(journal.total(Meter.GATEWAY_CALLS)).isEqualTo(500_500);
    assertThat(usage(Meter.GATEWAY_CALLS)).hasSize(1_000);
    assertThat(meters.unwritten()).isZero();
  }

  @Property(tries = 300)
  void countsEachCallOnceHoweverTheJournalAndTheClockBehave(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int steps) {
    // Given
    Random random = new Random(seed);
    journal.failing(attempt -> random.nextInt(4) == 0, attempt -> random.nextInt(4) == 0);
    CallMeter second = meters.of(TenantId.next(), NetworkId.next());
    long counted = 0;

    // When
    for (int i = 0; i < steps; i++) {
      int calls = random.nextInt(5);
      meter.accepted(calls);
      second.accepted(calls);
      counted += 2L * calls;
      clock.advance(Duration.ofMillis(random.nextInt(1_500) - 500));
      if (random.nextBoolean()) {
        meters.flush();
      }
    }
    journal.failing(attempt -> false, attempt -> false);
    meters.flush();

    // Then
    assertThat(journal.total(Meter.GATEWAY_CALLS)).isEqualTo(counted);
    Map<NetworkId, List<UsageRecord>> intervals =
        usage(Meter.GATEWAY_CALLS).stream().collect(Collectors.groupingBy(UsageRecord::network));
    for (List<UsageRecord> one : intervals.values()) {
      for (int i = 1; i < one.size(); i++) {
        assertThat(one.get(i).from()).isAfterOrEqualTo(one.get(i - 1).to());
      }
    }
  }
}
