package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.EventPosition;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A contract's logs, read from the receipts of one block after the other. For one reader. */
final class FiscoEvents implements Events {
  private static final long BEAT_MILLIS = 500;

  private final FiscoClient client;
  private final String contract;
  private final Optional<EventPosition> after;
  private final Consumer<FiscoEvents> closed;
  private final Queue<LedgerEvent> found = new ArrayDeque<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private long next;

  FiscoEvents(FiscoClient client, String contract, EventQuery query, Consumer<FiscoEvents> closed) {
    this.client = client;
    this.contract = contract;
    this.after = query.after();
    this.closed = closed;
    this.next =
        after
            .map(EventPosition::block)
            .orElseGet(() -> query.from().orElseGet(() -> client.newest() + 1));
  }

  @Override
  public Optional<LedgerEvent> next() {
    while (found.isEmpty() && end.getCount() > 0) {
      Optional<List<JsonNode>> receipts = client.receipts(next);
      if (receipts.isPresent()) {
        read(receipts.get());
        next++;
      } else if (waited()) {
        break;
      }
    }
    return end.getCount() == 0 ? Optional.empty() : Optional.ofNullable(found.poll());
  }

  /** Whether it was closed meanwhile. */
  private boolean waited() {
    try {
      return end.await(BEAT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      return true;
    }
  }

  private void read(List<JsonNode> receipts) {
    boolean passed = after.isEmpty() || after.get().block() != next;
    for (JsonNode receipt : receipts) {
      String transaction = receipt.path("transactionHash").asText();
      int index = 0;
      for (JsonNode log : receipt.path("logEntries")) {
        EventPosition at = new EventPosition(next, transaction, index++);
        if (passed && isOurs(log)) {
          found.add(event(at, log));
        }
        // What was seen last is told by its place, whatever stands there.
        passed |= after.isPresent() && after.get().equals(at);
      }
    }
  }

  /** Nodes write addresses with 0x or without. */
  private boolean isOurs(JsonNode log) {
    String address = log.path("address").asText().toLowerCase(Locale.ROOT);
    return contract.equals(address.startsWith("0x") ? address : "0x" + address);
  }

  /** A log has no name: its first topic is the digest of one, and stands for it. */
  private LedgerEvent event(EventPosition at, JsonNode log) {
    return new LedgerEvent(
        at, contract, log.path("topics").path(0).asText(), Content.text(log.path("data").asText()));
  }

  @Override
  public void close() {
    end.countDown();
    closed.accept(this);
  }
}
