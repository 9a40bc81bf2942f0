package io.ridgeway.gateway.meter;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.journal.Entry;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * Usage records as journal entries of kind {@code METER}, and back. The one place that knows the
 * names of the fields: {@code source, network, meter, from, to, micros}.
 *
 * <p>The law: {@code decode(encode(record, at)).equals(record)}.
 */
public final class MeterEntries {
  private static final String SOURCE = "source";
  private static final String NETWORK = "network";
  private static final String METER = "meter";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String MICROS = "micros";

  private MeterEntries() {}

  /** The record as an entry that is made at {@code at}. */
  public static Entry encode(UsageRecord record, Instant at) {
    return new Entry(
        Entry.Kind.METER,
        record.tenant(),
        at,
        Map.of(
            SOURCE, record.source(),
            NETWORK, record.network().value(),
            METER, record.meter().name(),
            FROM, record.from().toString(),
            TO, record.to().toString(),
            MICROS, Long.toString(record.micros())));
  }

  /**
   * The record that an entry holds.
   *
   * @throws IllegalArgumentException if it is no entry of kind {@code METER}, or a field is missing
   *     or no value of its kind
   */
  public static UsageRecord decode(Entry entry) {
    if (entry.kind() != Entry.Kind.METER) {
      throw new IllegalArgumentException("an entry of kind " + entry.kind() + " holds no usage");
    }
    try {
      return new UsageRecord(
          field(entry, SOURCE),
          entry.tenant(),
          new NetworkId(field(entry, NETWORK)),
          Meter.valueOf(field(entry, METER)),
          Instant.parse(field(entry, FROM)),
          Instant.parse(field(entry, TO)),
          Long.parseLong(field(entry, MICROS)));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a time of a usage entry is not ISO-8601", e);
    }
  }

  private static String field(Entry entry, String name) {
    String value = entry.fields().get(name);
    if (value == null) {
      throw new IllegalArgumentException("a usage entry has no field " + name);
    }
    return value;
  }
}
