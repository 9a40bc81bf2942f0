package io.ridgeway.gateway;

import io.ridgeway.framework.RelayedLedger.Answers;
import io.ridgeway.framework.RelayedLedger.End;
import io.ridgeway.framework.RelayedLedger.Kind;
import io.ridgeway.framework.RelayedLedger.Passing;
import io.ridgeway.gateway.grpc.GrpcCode;
import io.ridgeway.gateway.grpc.GrpcRefusal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call that is passed on. All happens on the caller's event loop. A node's next message is
 * asked for once the one before could be written, so a caller that reads slowly is sent no more
 * than that. It counts once, as soon as a node has answered; a stream also if its caller left
 * before.
 */
final class RelayedCall implements Answers {
  private static final long AWAKE_MILLIS = 15_000;
  private static final Buffer PING = Buffer.buffer("ridgeway");

  private final Vertx vertx;
  private final Context context;
  private final Exchange exchange;
  private final HttpServerResponse response;
  private final LiveClient client;
  private final Kind kind;
  private final Clock clock;
  private final Relays relays;
  private final GatewayStats stats;
  private @Nullable Passing passing;
  private long timer = -1;
  private boolean counted;
  private boolean over;
  private boolean left;

  RelayedCall(
      Vertx vertx,
      Exchange exchange,
      LiveClient client,
      Kind kind,
      Clock clock,
      Relays relays,
      GatewayStats stats) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.exchange = exchange;
    this.response = exchange.response();
    this.client = client;
    this.kind = kind;
    this.clock = clock;
    this.relays = relays;
    this.stats = stats;
  }

  /** It is on its way; answers come later on this event loop. */
  void begin(Passing under) {
    passing = under;
    if (exchange.over()) {
      gone();
      return;
    }
    response.closeHandler(closed -> gone());
    if (kind == Kind.STREAMS) {
      relays.opened(this);
      timer = vertx.setPeriodic(AWAKE_MILLIS, tick -> awake());
    }
  }

  @Override
  public void message(byte[] message) {
    context.runOnContext(now -> write(message));
  }

  @Override
  public void end(End how) {
    context.runOnContext(now -> ended(how));
  }

  private void write(byte[] message) {
    count();
    if (over || exchange.over()) {
      return;
    }
    GrpcAnswer.message(response, message);
    if (response.writeQueueFull()) {
      response.drainHandler(
          room -> {
            response.drainHandler(null);
            more();
          });
    } else {
      more();
    }
  }

  private void more() {
    if (passing != null && !over) {
      passing.more();
    }
  }

  private void ended(End how) {
    if (how.answered() || ranOut(how)) {
      count();
    } else if (!over) {
      stats.unanswered.increment();
    }
    finish();
    GrpcRefusal silence = how.answered() ? null : silence(how);
    if (silence == null) {
      GrpcAnswer.end(exchange, how.status(), how.message(), how.details());
    } else {
      GrpcAnswer.refuse(exchange, silence);
    }
  }

  /** A stream that went on for as long as its caller wanted, although nothing happened. */
  private boolean ranOut(End how) {
    return kind == Kind.STREAMS && how.status() == GrpcCode.DEADLINE_EXCEEDED.number();
  }

  private GrpcRefusal silence(End how) {
    boolean late = how.status() == GrpcCode.DEADLINE_EXCEEDED.number();
    String then =
        kind == Kind.CHANGES
            ? " It is not known whether the orderers took the transaction: ask for its status"
                + " before you send it again."
            : " Nothing has changed; try again in a moment.";
    return late
        ? new GrpcRefusal(GrpcCode.DEADLINE_EXCEEDED, "The peer didn't answer in time." + then)
        : new GrpcRefusal(GrpcCode.UNAVAILABLE, "No peer of the organisation answers." + then);
  }

  /**
   * Nobody waits for it any more, or its answer has left. What may change the ledger goes on, and
   * counts once it is answered.
   */
  private void gone() {
    if (over) {
      leave();
      return;
    }
    if (kind == Kind.STREAMS) {
      count();
    }
    if (kind != Kind.CHANGES) {
      leave();
      cancel();
    }
  }

  private void cancel() {
    if (passing != null) {
      passing.cancel();
    }
  }

  /** Ends a stream whose caller wouldn't be let in any more; else keeps its connection awake. */
  private void awake() {
    Optional<GrpcRefusal> refusal =
        client.at(clock.instant()).isEmpty()
            ? Optional.of(
                new GrpcRefusal(
                    GrpcCode.UNAUTHENTICATED, "The certificate was revoked or has ended."))
            : Relays.standing(client.network());
    if (refusal.isPresent()) {
      stop(refusal.get());
    } else {
      exchange.request().connection().ping(PING);
    }
  }

  /** Ends a stream that a gateway which closes can't go on with; by any thread. */
  void close() {
    context.runOnContext(
        now -> stop(new GrpcRefusal(GrpcCode.UNAVAILABLE, Refusals.CLOSING.message())));
  }

  private void stop(GrpcRefusal why) {
    if (!over) {
      count();
      finish();
      cancel();
      GrpcAnswer.refuse(exchange, why);
    }
  }

  private void count() {
    if (!counted) {
      counted = true;
      client.network().meter().accepted(1);
      stats.forwarded.increment();
    }
  }

  /** Nothing more comes; its place is kept until the caller has all of it, or is gone. */
  private void finish() {
    if (!over) {
      over = true;
      vertx.cancelTimer(timer);
      relays.ended(this);
    }
    if (response.closed()) {
      leave();
    }
  }

  /** Makes room for another one; once. */
  void leave() {
    if (!left) {
      left = true;
      relays.leave(client.network(), kind);
      finish();
    }
  }
}
