package io.ridgeway.gateway.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.keys.journal.FileJournal;
import io.ridgeway.keys.journal.JournalRecord;
import io.ridgeway.keys.journal.JournalShipper;
import io.ridgeway.keys.journal.JournalSink;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways with journals of their own count calls of one network into one database. */
class SeveralGatewaysMeteringTest {
  private static final int GATEWAYS = 3;

  @TempDir Path home;
  private final TenantId tenant = TenantId.next();
  private final NetworkId network = NetworkId.next();
  private final Sink sink = new Sink();
  private final Random random = new Random(7);

  /** A second each step: a process that was killed isn't back within a millisecond. */
  private Instant now = Instant.parse("2026-11-20T08:00:00Z");

  /** As the database does: by instance and sequence, all of a batch or none of it. */
  private static final class Sink implements JournalSink {
    private final Map<String, List<JournalRecord>> taken = new HashMap<>();
    private boolean away;
    private boolean losesAnswer;

    @Override
    public long shippedUpTo(String instance) {
      if (away) {
        throw new IllegalStateException("the database is away");
      }
      return taken.getOrDefault(instance, List.of()).size();
    }

    @Override
    public void accept(String instance, List<JournalRecord> batch) {
      long before = shippedUpTo(instance);
      List<JournalRecord> all = taken.computeIfAbsent(instance, i -> new ArrayList<>());
      batch.stream().filter(record -> record.sequence() > before).forEach(all::add);
      if (losesAnswer) {
        throw new IllegalStateException("the connection broke");
      }
    }

    private List<UsageRecord> usage() {
      return taken.values().stream()
          .flatMap(List::stream)
          .map(record -> MeterEntries.decode(record.entry()))
          .toList();
    }
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /** One gateway; after a crash another one opens what it left on its disk. */
  private final class Gateway {
    private final Path directory;
    private FileJournal journal;
    private Meters meters;
    private JournalShipper shipper;
    private long flushed;
    private long counted;

    private Gateway(int number) {
      directory = home.resolve("g" + number);
      begin();
    }

    private void begin() {
      journal = FileJournal.open(directory, FileJournal.SEGMENT_BYTES);
      meters = new Meters(journal.instance(), journal, clock());
      shipper = new JournalShipper(journal, sink, clock(), 5, Duration.ofDays(1));
    }

    private void call() {
      meters.of(tenant, network).accepted(1);
      counted++;
    }

    private void flush() {
      assertThat(meters.flush()).isTrue();
      flushed = counted;
    }

    private void ship() {
      try {
        shipper.shipOnce();
      } catch (RuntimeException e) {
        // It is shipped later.
      }
    }

    /** What wasn't in the journal yet is lost: it is never billed. */
    private void crash() {
      counted = flushed;
      journal.close();
      begin();
    }
  }

  @Test
  void eachCallIsCountedOnceWhateverCrashesAndBreaks() {
    // Given
    List<Gateway> gateways = new ArrayList<>();
    for (int i = 0; i < GATEWAYS; i++) {
      gateways.add(new Gateway(i));
    }

    // When
    for (int i = 0; i < 1_500; i++) {
      now = now.plusSeconds(1);
      Gateway any = gateways.get(random.nextInt(GATEWAYS));
      switch (random.nextInt(40)) {
        case 0 -> any.crash();
        case 1 -> sink.away = random.nextBoolean();
        case 2 -> sink.losesAnswer = random.nextBoolean();
        case 3, 4, 5 -> any.flush();
        case 6, 7, 8, 9 -> any.ship();
        default -> any.call();
      }
    }
    sink.away = false;
    sink.losesAnswer = false;
    long counted = 0;
    for (Gateway each : gateways) {
      each.flush();
      for (int i = 0;
          i < 1_000 && sink.shippedUpTo(each.journal.instance()) < each.journal.lastSequence();
          i++) {
        each.ship();
      }
      counted += each.counted;
    }

    // Then
    List<UsageRecord> calls =
        sink.usage().stream().filter(r -> r.meter() == Meter.GATEWAY_CALLS).toList();
    assertThat(counted).isGreaterThan(800);
    assertThat(calls.stream().mapToLong(r -> r.micros() / 1_000_000).sum()).isEqualTo(counted);
    assertThat(calls.stream().map(r -> r.source() + r.from())).doesNotHaveDuplicates();
    assertThat(calls.stream().map(UsageRecord::source).distinct()).hasSize(GATEWAYS);
    gateways.forEach(each -> each.journal.close());
  }
}
