package io.ridgeway.engine.account;

import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts what a network's mere existence uses, in buckets of an hour (UTC).
 *
 * <p>A bucket is computed from the network's own times each time anew and replaces what was written
 * of it: however often the count is taken, and whoever crashes in between, an hour is billed once.
 * A changed order ends one bucket and begins another; so does a standstill, in which the storage
 * alone counts.
 */
@Singleton
public final class Metering {
  private static final String SOURCE = "engine";
  private static final long HOURS_A_MONTH = 730;

  private final UsageBook usage;

  public Metering(UsageBook usage) {
    this.usage = usage;
  }

  /**
   * Up to when the network was counted; empty if it never was. Asked of the book itself, so that
   * nothing has to be remembered between counts. Called within a transaction.
   */
  public Optional<Instant> countedTo(NetworkId network) {
    return usage.countedTo(network, SOURCE);
  }

  /**
   * Writes the buckets from {@code since} to {@code now}. Called within a transaction.
   *
   * @param since what was counted up to; the bucket that it falls into is written again
   */
  public void count(Network network, Instant since, Instant now) {
    usage.put(records(network, since, now));
  }

  /**
   * Writes what is yet to be counted of the network as it is, before it is changed: what was used
   * until then is never counted by what it is afterwards. Called within the change's transaction.
   */
  public void close(Network network, Instant now) {
    network
        .readyAt()
        .ifPresent(ready -> count(network, countedTo(network.id()).orElse(ready), now));
  }

  static List<UsageRecord> records(Network network, Instant since, Instant now) {
    List<UsageRecord> records = new ArrayList<>();
    if (network.readyAt().isEmpty()) {
      return records;
    }
    Instant start = network.made().since().orElse(network.readyAt().get());
    Instant end = network.removalAt().filter(r -> r.isBefore(now)).orElse(now);
    Instant hour = (since.isAfter(start) ? since : start).truncatedTo(ChronoUnit.HOURS);
    while (hour.isBefore(end)) {
      Instant next = hour.plus(1, ChronoUnit.HOURS);
      Instant from = hour.isAfter(start) ? hour : start;
      Instant to = next.isBefore(end) ? next : end;
      if (from.isBefore(to)) {
        bucket(network, from, to, records);
      }
      hour = next;
    }
    return records;
  }

  private static void bucket(Network network, Instant from, Instant to, List<UsageRecord> records) {
    long seconds = Duration.between(from, to).toSeconds();
    int nodes = network.spec().nodeCount();
    if (network.suspension().isEmpty()) {
      records.add(record(network, Meter.NODE_HOURS, from, to, seconds * 1_000_000L * nodes / 3600));
    }
    long gib = (long) nodes * network.spec().storageGib();
    records.add(
        record(
            network,
            Meter.STORAGE_GIB_MONTHS,
            from,
            to,
            seconds * 1_000_000L * gib / (3600 * HOURS_A_MONTH)));
  }

  private static UsageRecord record(
      Network network, Meter meter, Instant from, Instant to, long micros) {
    return new UsageRecord(SOURCE, network.tenant(), network.id(), meter, from, to, micros);
  }
}
