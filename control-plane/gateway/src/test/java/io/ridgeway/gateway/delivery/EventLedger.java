package io.ridgeway.gateway.delivery;

import io.ridgeway.framework.BlockFeed;
import io.ridgeway.framework.Blocks;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.EventPosition;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerEvent;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.Submission;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A ledger of events; its streams end with the last one, as if they were closed. */
final class EventLedger implements BlockFeed {
  private final List<LedgerEvent> events = new ArrayList<>();
  long height = 10;
  boolean away;

  EventLedger tell(long block, String name) {
    events.add(
        new LedgerEvent(
            new EventPosition(block, "t" + block, 0), "notary", name, Content.text("lease")));
    return this;
  }

  @Override
  public Events events(EventQuery query, Optional<Signatory> by) {
    if (away) {
      throw new LedgerException.Unreachable("10.0.0.7 is away");
    }
    Iterator<LedgerEvent> all =
        events.stream()
            .filter(e -> e.at().block() >= query.from().orElse(0))
            .filter(e -> query.after().filter(seen -> seen.block() >= e.at().block()).isEmpty())
            .iterator();
    return new Events() {
      @Override
      public Optional<LedgerEvent> next() {
        return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Blocks blocks(long from, Optional<Signatory> by) {
    long[] next = {from};
    return new Blocks() {
      @Override
      public Optional<LedgerBlock> next() {
        return block(OptionalLong.of(next[0]++), by);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Optional<LedgerBlock> block(OptionalLong number, Optional<Signatory> by) {
    long wanted = number.orElse(height);
    return wanted > height
        ? Optional.empty()
        : Optional.of(
            new LedgerBlock(wanted, "h" + wanted, "h" + (wanted - 1), Optional.empty(), List.of()));
  }

  @Override
  public Submission submit(Call call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Content evaluate(Call call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<LedgerTransaction> transaction(String id, Optional<Signatory> by) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
