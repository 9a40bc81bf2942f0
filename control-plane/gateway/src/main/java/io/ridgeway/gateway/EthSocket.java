package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcScanner;
import io.ridgeway.gateway.rpc.RpcWriter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. Each of its messages is taken as a request's body is; what it subscribed to is
 * told between the answers. For one event loop, but for what says otherwise.
 */
final class EthSocket {
  static final short GONE = 1001;
  static final short NO_BINARY = 1003;
  static final short POLICY = 1008;
  static final short TOO_LONG = 1009;

  /** How many of its messages may be under way; further ones aren't read before. */
  static final int MOST_UNDER_WAY = 16;

  private static final long SECOND = 1_000_000_000;
  private static final long PING_SECONDS = 15;
  private static final long SILENCE_SECONDS = 45;
  private static final long SLOWEST_SECONDS = 30;

  private final Vertx vertx;
  private final Context context;
  private final Networks networks;
  private final Caller opener;
  private final RpcReception reception;
  private final EthSockets sockets;
  private final Drain drain;
  private final GatewayStats stats;
  private final int maxBytes;
  private final EthSubscriptions subscriptions;
  private final Set<EthMessage> underWay = new HashSet<>();
  private @Nullable ServerWebSocket socket;
  private @Nullable Buffer begun;
  private Future<Void> turn = Future.succeededFuture();
  private long timer = -1;
  private long heard = System.nanoTime();
  private long free = System.nanoTime();
  private long ticks;
  private boolean ending;
  private boolean over;

  EthSocket(
      Vertx vertx,
      Networks networks,
      Caller opener,
      RpcScanner scanner,
      EthCalls calls,
      EthSockets sockets,
      Drain drain,
      GatewayStats stats,
      int maxBytes) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.networks = networks;
    this.opener = opener;
    this.sockets = sockets;
    this.drain = drain;
    this.stats = stats;
    this.maxBytes = maxBytes;
    this.subscriptions =
        new EthSubscriptions(this, context, opener.network(), sockets.feeds(), stats);
    this.reception = new RpcReception(scanner, new EthSocketCalls(calls, subscriptions), stats);
  }

  LiveNetwork network() {
    return opener.network();
  }

  boolean isOf(LiveNetwork network) {
    return opener.network() == network;
  }

  boolean isOver() {
    return over;
  }

  /** It is open. */
  void begin(ServerWebSocket opened) {
    socket = opened;
    opened
        .frameHandler(this::frame)
        .closeHandler(gone -> release())
        .exceptionHandler(broken -> broken(opened));
    opened.pongHandler(pong -> heard = System.nanoTime());
    timer = vertx.setPeriodic(1_000, tick -> context.runOnContext(now -> look()));
    if (ending) {
      end();
    }
  }

  private void frame(WebSocketFrame frame) {
    heard = System.nanoTime();
    if (over) {
      return;
    }
    if (frame.isBinary()) {
      close(NO_BINARY, "Send JSON-RPC as text.");
      return;
    }
    if (!frame.isText() && !frame.isContinuation()) {
      return;
    }
    Buffer whole = begun == null ? Buffer.buffer() : begun;
    whole.appendBuffer(frame.binaryData());
    if (whole.length() > maxBytes) {
      write(new String(RpcWriter.error(null, tooLong(maxBytes)), StandardCharsets.UTF_8));
      close(TOO_LONG, "A message may have " + maxBytes + " bytes.");
      return;
    }
    begun = frame.isFinal() ? null : whole;
    if (frame.isFinal()) {
      message(whole);
    }
  }

  private static RpcError tooLong(int max) {
    return RpcError.of(RpcError.INVALID_REQUEST, 413, Body.tooLong(max));
  }

  /** A frame that can't be read; nothing after it can be. */
  private void broken(ServerWebSocket opened) {
    Short status = opened.closeStatusCode();
    close(status == null ? TOO_LONG : status, "The frame is longer than may be, or is none.");
  }

  private void message(Buffer body) {
    if (!drain.enter()) {
      write(new String(RpcWriter.error(null, Refusals.CLOSING), StandardCharsets.UTF_8));
      return;
    }
    EthMessage message = new EthMessage(this);
    underWay.add(message);
    if (underWay.size() >= MOST_UNDER_WAY && socket != null) {
      socket.pause();
    }
    RpcReception.guarded(message, () -> take(message, body));
  }

  private void take(EthMessage message, Buffer body) {
    if (!isWelcome()) {
      stats.unauthenticated.increment();
      message.fail(null, Refusals.WRONG_KEY);
      unwelcome();
      return;
    }
    // Its limits, as they are now.
    if (!reception.enter(message, opener, body)) {
      return;
    }
    int most = opener.bytes(maxBytes);
    if (body.length() > most) {
      message.fail(null, tooLong(most));
    } else {
      reception.take(message, opener, body);
    }
  }

  /** Whether its key opens this network still; looked up anew each time. */
  private boolean isWelcome() {
    return networks.find(opener.network().id().value()) == opener.network() && opener.isKnown();
  }

  private void unwelcome() {
    close(POLICY, "The API key is not valid for this network any more.");
  }

  /** A message was answered. */
  void answered(EthMessage message) {
    if (!underWay.remove(message)) {
      return;
    }
    message.leave();
    if (underWay.size() < MOST_UNDER_WAY && socket != null && !over) {
      socket.resume();
    }
    if (ending) {
      end();
    }
    drain.leave();
  }

  /** Writes a message; done once it is with the network, and failed if nobody takes it any more. */
  Future<Void> write(String text) {
    if (over || socket == null) {
      return Future.failedFuture("it is closed");
    }
    return socket.writeTextMessage(text);
  }

  /** Whether more may be written without piling up; if not, {@code then} is told once. */
  boolean isWritable(Runnable then) {
    if (over || socket == null) {
      return false;
    }
    if (!socket.writeQueueFull()) {
      return true;
    }
    socket.drainHandler(drained -> then.run());
    return false;
  }

  /** Does it once all before is done; or the other, if it is over by then. */
  void inTurn(Supplier<Future<Void>> work, Runnable otherwise) {
    turn =
        turn.transform(
            before -> {
              if (over) {
                otherwise.run();
                return Future.succeededFuture();
              }
              return work.get().otherwiseEmpty();
            });
  }

  private void look() {
    ServerWebSocket open = socket;
    if (over || open == null) {
      return;
    }
    if (open.isClosed()) {
      release();
      return;
    }
    long now = System.nanoTime();
    if (!open.writeQueueFull()) {
      free = now;
    }
    if (!isWelcome()) {
      unwelcome();
    } else if (now - free > SLOWEST_SECONDS * SECOND) {
      tooSlow();
    } else if (now - heard > SILENCE_SECONDS * SECOND) {
      close(POLICY, "Pings aren't answered.");
    } else if (++ticks % PING_SECONDS == 0) {
      open.writePing(Buffer.buffer("ridgeway"));
    }
  }

  /** More is told than is read. */
  void tooSlow() {
    close(POLICY, "What is sent isn't read fast enough.");
  }

  /** The gateway closes: it ends once its calls are answered. By any thread. */
  void closing() {
    context.runOnContext(
        now -> {
          ending = true;
          subscriptions.close();
          end();
        });
  }

  private void end() {
    if (underWay.isEmpty()) {
      close(GONE, "The gateway is shutting down: connect again.");
    }
  }

  private void close(short status, String why) {
    ServerWebSocket open = socket;
    if (over || open == null) {
      return;
    }
    release();
    if (!open.isClosed()) {
      open.close(status, why);
    }
  }

  private void release() {
    if (over) {
      return;
    }
    over = true;
    begun = null;
    vertx.cancelTimer(timer);
    subscriptions.close();
    sockets.left(this);
    for (EthMessage message : List.copyOf(underWay)) {
      message.abandon();
      answered(message);
    }
  }
}
