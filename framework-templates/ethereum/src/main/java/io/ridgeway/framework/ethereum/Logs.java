package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.EventPosition;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerEvent;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.place.HostPort;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * A contract's logs, of one node all the time: another one might lag, and what it doesn't have yet
 * would be passed over. Blocks are final, so none is looked at twice.
 */
final class Logs implements Events {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 500;
  private static final long BLOCKS_AT_ONCE = 200;

  private final JsonRpc rpc;
  private final HostPort node;
  private final String contract;
  private final Optional<EventPosition> after;
  private final Consumer<Logs> ended;
  private final Queue<LedgerEvent> read = new ArrayDeque<>();
  private long next;
  private boolean closed;

  /**
   * Over what a node has.
   *
   * @param height its newest block
   * @param ended is told when it was closed
   */
  Logs(
      JsonRpc rpc,
      HostPort node,
      String contract,
      EventQuery query,
      long height,
      Consumer<Logs> ended) {
    this.rpc = rpc;
    this.node = node;
    this.contract = contract;
    this.after = query.after();
    this.ended = ended;
    this.next = after.map(EventPosition::block).orElse(query.from().orElse(height + 1));
  }

  @Override
  public Optional<LedgerEvent> next() {
    while (!isClosed()) {
      LedgerEvent event = read.poll();
      if (event != null) {
        return Optional.of(event);
      }
      if (!look()) {
        pause();
      }
    }
    return Optional.empty();
  }

  /** Reads on; false if there are no further blocks. */
  private boolean look() {
    try {
      long height = Explored.number(ask("eth_blockNumber"));
      if (height < next) {
        return false;
      }
      long to = Math.min(height, next + BLOCKS_AT_ONCE - 1);
      JsonNode logs =
          ask(
              "eth_getLogs",
              Map.of(
                  "address", contract,
                  "fromBlock", Quantity.of(BigInteger.valueOf(next)),
                  "toBlock", Quantity.of(BigInteger.valueOf(to))));
      for (JsonNode log : logs) {
        LedgerEvent event = event(log);
        if (after.filter(seen -> isSeen(event.at(), seen)).isEmpty()) {
          read.add(event);
        }
      }
      next = to + 1;
      return true;
    } catch (CompletionException e) {
      if (isClosed()) {
        return false;
      }
      throw new LedgerException.Unreachable("The node that tells the events doesn't answer.");
    }
  }

  private static boolean isSeen(EventPosition at, EventPosition seen) {
    return at.block() == seen.block() && at.index() <= seen.index();
  }

  private JsonNode ask(String method, Object... parameters) {
    return rpc.call(node, ANSWER, method, parameters).join();
  }

  /** Ethereum's contracts keep no names of events: the first topic is the hash of one. */
  private LedgerEvent event(JsonNode log) {
    ObjectNode payload = JSON.createObjectNode();
    payload.set("topics", log.path("topics"));
    payload.put("data", log.path("data").asText());
    return new LedgerEvent(
        new EventPosition(
            Explored.number(log.path("blockNumber")),
            log.path("transactionHash").asText(),
            Math.toIntExact(Explored.number(log.path("logIndex")))),
        contract,
        log.path("topics").path(0).asText(""),
        Content.text(payload.toString()));
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void pause() {
    if (!closed) {
      try {
        wait(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        closed = true;
      }
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    ended.accept(this);
  }
}
