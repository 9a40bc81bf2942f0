package io.ridgeway.engine.fake;

import io.ridgeway.engine.account.UsageBook;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@link UsageBook} in memory. */
public final class InMemoryUsageBook implements UsageBook {
  private final Table<Identity, UsageRecord> rows;

  InMemoryUsageBook(InMemoryStore store) {
    this.rows = store.table(r -> Optional.of(r.tenant()));
  }

  private record Identity(String source, NetworkId network, Meter meter, Instant from) {}

  @Override
  public void put(List<UsageRecord> records) {
    records.forEach(r -> rows.put(new Identity(r.source(), r.network(), r.meter(), r.from()), r));
  }

  @Override
  public Optional<Instant> countedTo(NetworkId network, String source) {
    return rows.all(r -> r.network().equals(network) && r.source().equals(source)).stream()
        .map(UsageRecord::to)
        .max(Comparator.naturalOrder());
  }

  @Override
  public List<UsageRecord> of(NetworkId network, Instant from, Instant to) {
    return rows
        .all(r -> r.network().equals(network) && !r.from().isBefore(from) && r.from().isBefore(to))
        .stream()
        .sorted(Comparator.comparing(UsageRecord::from))
        .toList();
  }
}
