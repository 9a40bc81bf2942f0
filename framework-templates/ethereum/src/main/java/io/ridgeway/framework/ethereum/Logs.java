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
import io.ridgeway.framework.nodes.NodesInTurn;
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
 * A contract's logs. How far to read is asked of the node that is read: another one might lag, and
 * what it doesn't have yet would be passed over. Blocks are final, so none is looked at twice, and
 * the next ones may be read from another node.
 */
final class Logs implements Events {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 500;
  private static final long BLOCKS_AT_ONCE = 200;

  private final JsonRpc rpc;
  private final NodesInTurn<HostPort> nodes;
  private final String contract;
  private final Optional<EventPosition> after;
  private final Consumer<Logs> ended;
  private final Queue<LedgerEvent> read = new ArrayDeque<>();
  private long next;
  private boolean closed;

  /**
   * Over what nodes have.
   *
   * @param height its newest block
   * @param ended is told when it was closed
   */
  Logs(
      JsonRpc rpc,
      NodesInTurn<HostPort> nodes,
      String contract,
      EventQuery query,
      long height,
      Consumer<Logs> ended) {
    this.rpc = rpc;
    this.nodes = nodes;
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

  /** What one node has of blocks that weren't read; none if there is none yet. */
  private record Found(long to, JsonNode logs) {}

  /** Reads on; false if there are no further blocks. */
  private boolean look() {
    Optional<Found> found;
    try {
      found = nodes.ask(this::look);
    } catch (LedgerException e) {
      if (isClosed()) {
        return false;
      }
      throw new LedgerException.Unreachable("No node that tells the events answers.");
    }
    found.ifPresent(this::read);
    return found.isPresent();
  }

  private Optional<Found> look(HostPort node) {
    long height = Explored.number(ask(node, "eth_blockNumber"));
    if (height < next) {
      return Optional.empty();
    }
    long to = Math.min(height, next + BLOCKS_AT_ONCE - 1);
    JsonNode logs =
        ask(
            node,
            "eth_getLogs",
            Map.of(
                "address", contract,
                "fromBlock", Quantity.of(BigInteger.valueOf(next)),
                "toBlock", Quantity.of(BigInteger.valueOf(to))));
    return Optional.of(new Found(to, logs));
  }

  private void read(Found found) {
    for (JsonNode log : found.logs()) {
      LedgerEvent event = event(log);
      if (after.filter(seen -> isSeen(event.at(), seen)).isEmpty()) {
        read.add(event);
      }
    }
    next = found.to() + 1;
  }

  private static boolean isSeen(EventPosition at, EventPosition seen) {
    return at.block() == seen.block() && at.index() <= seen.index();
  }

  private JsonNode ask(HostPort node, String method, Object... parameters) {
    try {
      return rpc.call(node, ANSWER, method, parameters).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LedgerException.Refused refused) {
        throw refused;
      }
      throw new LedgerException.Unreachable("A node of the network doesn't answer.");
    }
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
