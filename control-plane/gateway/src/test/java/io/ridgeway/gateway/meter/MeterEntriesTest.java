package io.ridgeway.gateway.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.journal.Entry;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MeterEntriesTest {
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  @Property
  void givesBackWhatWasWritten(
      @ForAll Meter meter,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long from,
      @ForAll @LongRange(min = 1, max = 1_000_000) long length,
      @ForAll @LongRange(min = 0) long micros) {
    // Given
    UsageRecord record =
        new UsageRecord(
            "gateway-1",
            TenantId.next(),
            NetworkId.next(),
            meter,
            Instant.ofEpochMilli(from),
            Instant.ofEpochMilli(from + length),
            micros);

    // When
    Entry entry = MeterEntries.encode(record, AT);

    // Then
    assertThat(entry.kind()).isEqualTo(Entry.Kind.METER);
    assertThat(MeterEntries.decode(entry)).isEqualTo(record);
  }

  @Test
  void refusesWhatIsNoUsage() {
    // Given
    UsageRecord record =
        new UsageRecord(
            "g", TenantId.next(), NetworkId.next(), Meter.PEAK_TPS, AT, AT.plusSeconds(1), 5);
    Entry entry = MeterEntries.encode(record, AT);

    // When, Then
    assertThatThrownBy(
            () ->
                MeterEntries.decode(
                    new Entry(Entry.Kind.AUDIT, entry.tenant(), AT, entry.fields())))
        .isInstanceOf(IllegalArgumentException.class);
    for (String field : entry.fields().keySet()) {
      Map<String, String> without = new HashMap<>(entry.fields());
      without.remove(field);
      assertThatThrownBy(
              () -> MeterEntries.decode(new Entry(Entry.Kind.METER, entry.tenant(), AT, without)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(field);
      if (!field.equals("source")) {
        without.put(field, "?");
        assertThatThrownBy(
                () -> MeterEntries.decode(new Entry(Entry.Kind.METER, entry.tenant(), AT, without)))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
