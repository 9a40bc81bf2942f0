package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ridgeway.gateway.heads.Head;
import io.ridgeway.gateway.heads.HeadFeeds;
import io.ridgeway.gateway.heads.LogFilter;
import io.ridgeway.gateway.heads.Watcher;
import io.ridgeway.gateway.rpc.RpcCall;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcWriter;
import io.ridgeway.gateway.rpc.Slice;
import io.ridgeway.gateway.upstream.NodeRing;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one WebSocket subscribed to. Blocks wait here, shared with all others, until their texts can
 * be written; so many that nobody reads end the connection. For one event loop.
 */
final class EthSubscriptions implements Watcher {
  /** How many a connection may have. */
  static final int MOST = 16;

  /** How many blocks may wait to be read. */
  static final int MOST_UNREAD = 32;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EthSocket socket;
  private final Context context;
  private final LiveNetwork network;
  private final HeadFeeds feeds;
  private final GatewayStats stats;
  private final Map<String, Subscription> all = new LinkedHashMap<>();
  private final Deque<Iterator<Told>> unread = new ArrayDeque<>();
  private int coming;
  private boolean closed;
  private boolean waiting;
  private volatile boolean logs;

  EthSubscriptions(
      EthSocket socket, Context context, LiveNetwork network, HeadFeeds feeds, GatewayStats stats) {
    this.socket = socket;
    this.context = context;
    this.network = network;
    this.feeds = feeds;
    this.stats = stats;
  }

  /** One subscription; without a filter it is for blocks. */
  private static final class Subscription {
    private final String id;
    private final @Nullable LogFilter filter;
    private final Runnable place;
    private boolean over;

    /**
     * @param place its place among the calls of its key that are under way
     */
    Subscription(String id, @Nullable LogFilter filter, Runnable place) {
      this.id = id;
      this.filter = filter;
      this.place = place;
    }

    Stream<Told> told(Head head) {
      if (filter == null) {
        return Stream.of(new Told(this, "result", head.header()));
      }
      List<Head.Log> found = head.logs();
      return found == null
          ? Stream.of()
          : found.stream().filter(filter::wants).map(log -> new Told(this, "result", log.json()));
    }
  }

  /** What a subscription is told; its text is made when it is written. */
  private record Told(Subscription to, String member, String json) {
    String text() {
      return "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\""
          + to.id
          + "\",\""
          + member
          + "\":"
          + json
          + "}}";
    }
  }

  void subscribe(Passage passage, RpcCall call) {
    LogFilter filter;
    try {
      filter = wanted(params(call));
    } catch (IllegalArgumentException e) {
      refuse(passage, call, e);
      return;
    }
    if (call.notification()) {
      // Nobody would know its id.
      passage.silent();
    } else if (all.size() + coming >= MOST) {
      full(passage, call, "A connection has " + MOST + " subscriptions at most: end one first.");
    } else {
      coming++;
      feeds
          .join(network, this::nodes, this)
          .whenComplete(
              (joined, failure) ->
                  context.runOnContext(now -> joined(passage, call, filter, failure)));
    }
  }

  private Optional<NodeRing> nodes() {
    return network.route().serving() ? Optional.of(network.ring()) : Optional.empty();
  }

  private void joined(
      Passage passage, RpcCall call, @Nullable LogFilter filter, @Nullable Throwable failure) {
    coming--;
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    if (closed || passage.over()) {
      settle();
    } else if (cause instanceof HeadFeeds.Full) {
      full(passage, call, String.valueOf(cause.getMessage()));
    } else if (cause != null) {
      stats.unanswered.increment();
      passage.fail(call.id(), Refusals.unanswered(cause, false));
    } else {
      Subscription made = new Subscription(id(), filter, passage.keep());
      all.put(made.id, made);
      settle();
      answer(passage, call, RpcWriter.quoted(made.id));
    }
  }

  void unsubscribe(Passage passage, RpcCall call) {
    String id;
    try {
      JsonNode params = params(call);
      if (params.size() != 1 || !params.path(0).isTextual()) {
        throw new IllegalArgumentException(
            "params must be the subscription's id, and nothing else");
      }
      id = params.path(0).textValue();
    } catch (IllegalArgumentException e) {
      refuse(passage, call, e);
      return;
    }
    Subscription gone = all.remove(id);
    if (gone != null) {
      end(gone);
    }
    settle();
    answer(passage, call, Boolean.toString(gone != null));
  }

  private void answer(Passage passage, RpcCall call, String result) {
    network.meter().accepted(1);
    stats.answeredHere.increment();
    if (call.notification()) {
      passage.silent();
    } else {
      passage.answer(
          Buffer.buffer(
              RpcWriter.answer(call.id(), "result", result.getBytes(StandardCharsets.US_ASCII))));
    }
  }

  private void full(Passage passage, RpcCall call, String why) {
    stats.limited.increment();
    passage.fail(call.id(), RpcError.of(RpcError.LIMIT, 429, why));
  }

  private void refuse(Passage passage, RpcCall call, IllegalArgumentException why) {
    stats.refused.increment();
    if (call.notification()) {
      passage.silent();
    } else {
      passage.fail(call.id(), RpcError.params(Problem.sentence(why)));
    }
  }

  private static JsonNode params(RpcCall call) {
    Slice params = call.params();
    try {
      JsonNode read = params == null ? MissingNode.getInstance() : JSON.readTree(params.toBytes());
      if (!read.isArray()) {
        throw new IllegalArgumentException("params must be an array");
      }
      return read;
    } catch (IOException e) {
      throw new IllegalArgumentException("params can't be read", e);
    }
  }

  /** Null for blocks. */
  private static @Nullable LogFilter wanted(JsonNode params) {
    String what = params.path(0).asText();
    if (what.equals("logs") && params.size() <= 2) {
      return LogFilter.of(params.path(1));
    }
    if (what.equals("newHeads") && params.size() == 1) {
      return null;
    }
    throw new IllegalArgumentException(
        what.equals("newPendingTransactions")
            ? "newPendingTransactions isn't offered: what nodes haven't put into a block isn't told"
                + " here. Subscribe to newHeads, or to logs"
            : "params must be newHeads alone, or logs and a filter");
  }

  private static String id() {
    byte[] id = new byte[16];
    ThreadLocalRandom.current().nextBytes(id);
    return "0x" + HexFormat.of().formatHex(id);
  }

  /** Whoever wants nothing costs nothing. */
  private void settle() {
    logs = all.values().stream().anyMatch(one -> one.filter != null);
    if (all.isEmpty() && coming == 0) {
      feeds.leave(network, this);
    }
  }

  @Override
  public boolean wantsLogs() {
    return logs;
  }

  @Override
  public void head(Head head) {
    context.runOnContext(
        now -> {
          List<Subscription> those = List.copyOf(all.values());
          tell(those.stream().flatMap(one -> one.told(head)).iterator());
        });
  }

  @Override
  public void ended(String why) {
    context.runOnContext(
        now -> {
          List<Subscription> those = List.copyOf(all.values());
          all.clear();
          settle();
          String error =
              "{\"code\":" + RpcError.UNAVAILABLE + ",\"message\":" + RpcWriter.quoted(why) + "}";
          tell(those.stream().map(one -> new Told(one, "error", error)).iterator());
          those.forEach(one -> one.place.run());
        });
  }

  private void tell(Iterator<Told> texts) {
    if (closed) {
      return;
    }
    unread.add(texts);
    if (unread.size() > MOST_UNREAD) {
      socket.tooSlow();
    } else if (!waiting) {
      write();
    }
  }

  private void write() {
    waiting = false;
    while (!unread.isEmpty()) {
      if (!unread.element().hasNext()) {
        unread.remove();
      } else if (socket.isWritable(this::write)) {
        Told next = unread.element().next();
        if (!next.to().over) {
          socket.write(next.text());
        }
      } else {
        waiting = true;
        return;
      }
    }
  }

  private static void end(Subscription gone) {
    gone.over = true;
    gone.place.run();
  }

  /** Ends all, without a word. */
  void close() {
    closed = true;
    all.values().forEach(EthSubscriptions::end);
    all.clear();
    unread.clear();
    settle();
  }
}
