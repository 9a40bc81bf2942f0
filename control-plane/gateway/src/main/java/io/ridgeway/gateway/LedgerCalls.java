package io.ridgeway.gateway;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.RpcLedger;
import io.ridgeway.gateway.rpc.RpcCall;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcWriter;
import io.ridgeway.gateway.rpc.Slice;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers calls in a ledger's own JSON-RPC by its client, on the network's desk: {@code
 * /fisco/{network}}. For one event loop.
 */
final class LedgerCalls implements RpcCalls {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerCalls.class);
  private static final byte[] NONE = {};

  /** So many bytes of a batch's answers are held before they are sent, and what is under way. */
  private static final long ROOM_OF_BATCH = 32 << 20;

  private static final RpcError NO_ROOM =
      RpcError.of(
          RpcError.LIMIT,
          429,
          "The batch's answers are too long together; this call wasn't made: ask for less at"
              + " once.");

  private final Vertx vertx;
  private final GatewayStats stats;

  LedgerCalls(Vertx vertx, GatewayStats stats) {
    this.vertx = vertx;
    this.stats = stats;
  }

  @Override
  public String path() {
    return "/fisco/";
  }

  @Override
  public Optional<RpcError> unfit(LiveNetwork network) {
    return network.ledger() instanceof RpcLedger
        ? Optional.empty()
        : Optional.of(Refusals.NOT_FISCO);
  }

  @Override
  public boolean isReachable(LiveNetwork network) {
    return true;
  }

  /**
   * What a call came to.
   *
   * @param bytes the whole answer, or nothing if none is wanted
   * @param status its HTTP status, if it is all that was asked
   */
  private record Answer(byte[] bytes, int status) {
    static Answer of(RpcCall call, String result) {
      return new Answer(
          call.notification()
              ? NONE
              : RpcWriter.answer(call.id(), "result", result.getBytes(StandardCharsets.UTF_8)),
          200);
    }

    static Answer of(RpcCall call, RpcError error) {
      return new Answer(
          call.notification() ? NONE : RpcWriter.error(call.id(), error), error.status());
    }
  }

  @Override
  public void one(Passage exchange, Caller caller, RpcCall call, Buffer body) {
    answer(caller.network(), call, new AtomicLong(ROOM_OF_BATCH))
        .onSuccess(
            answer -> {
              if (answer.bytes().length == 0) {
                exchange.silent();
              } else if (!exchange.over()) {
                if (answer.status() == 429 || answer.status() == 503) {
                  exchange.retryAfter(1);
                }
                exchange.answer(answer.status(), Buffer.buffer(answer.bytes()));
              }
            });
  }

  @Override
  public void many(Passage exchange, Caller caller, List<RpcCall> calls, Buffer body) {
    List<Future<Answer>> answers = new ArrayList<>();
    AtomicLong room = new AtomicLong(ROOM_OF_BATCH);
    calls.forEach(call -> answers.add(answer(caller.network(), call, room)));
    Future.all(answers)
        .onSuccess(
            all -> {
              List<byte[]> wanted =
                  answers.stream()
                      .map(answer -> answer.result().bytes())
                      .filter(bytes -> bytes.length > 0)
                      .toList();
              if (wanted.isEmpty()) {
                exchange.silent();
              } else {
                exchange.answer(Buffer.buffer(RpcWriter.array(wanted)));
              }
            });
  }

  /** Never fails; completes on the caller's event loop. */
  private Future<Answer> answer(LiveNetwork network, RpcCall call, AtomicLong room) {
    RpcError fault = call.fault();
    if (fault != null) {
      stats.malformed.increment();
      return Future.succeededFuture(new Answer(RpcWriter.error(call.id(), fault), fault.status()));
    }
    if (!(network.ledger() instanceof RpcLedger ledger)) {
      return Future.succeededFuture(Answer.of(call, Refusals.NOT_FISCO));
    }
    if (!ledger.methods().contains(call.method())) {
      stats.refused.increment();
      return Future.succeededFuture(Answer.of(call, notOffered(ledger)));
    }
    Context context = vertx.getOrCreateContext();
    Promise<Answer> promise = Promise.promise();
    boolean taken =
        network
            .desk()
            .take(
                () -> {
                  Answer answer = atDesk(network, ledger, call, room);
                  context.runOnContext(now -> promise.complete(answer));
                });
    if (!taken) {
      stats.limited.increment();
      return Future.succeededFuture(
          Answer.of(
              call,
              RpcError.of(
                  RpcError.LIMIT,
                  429,
                  "At most " + network.desk().most() + " calls of a network wait at once.")));
    }
    return promise.future();
  }

  private Answer atDesk(LiveNetwork network, RpcLedger ledger, RpcCall call, AtomicLong room) {
    if (room.get() <= 0) {
      stats.limited.increment();
      return Answer.of(call, NO_ROOM);
    }
    Slice params = call.params();
    try {
      String result = ledger.answer(call.method(), params == null ? "" : params.text());
      counted(network);
      Answer answer = Answer.of(call, result);
      room.addAndGet(-answer.bytes().length);
      return answer;
    } catch (LedgerException.Refused e) {
      counted(network);
      return Answer.of(call, RpcError.of(e.code(), 200, String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      // Also of an Error the caller is told, or his place would stay taken.
      return Answer.of(call, error(e));
    }
  }

  private void counted(LiveNetwork network) {
    network.meter().accepted(1);
    stats.forwarded.increment();
  }

  private RpcError error(Throwable failure) {
    if (failure instanceof IllegalArgumentException wrong) {
      stats.refused.increment();
      return RpcError.params(Problem.sentence(wrong));
    }
    if (failure instanceof LedgerException.Unknown unknown) {
      stats.unanswered.increment();
      return RpcError.unavailable(
              504,
              "It is not known whether the chain took the transaction: look for its hash before you"
                  + " send it again.")
          .with("{\"hash\":" + RpcWriter.quoted(unknown.transaction()) + "}");
    }
    if (failure instanceof LedgerException.Unreachable) {
      stats.unanswered.increment();
      return RpcError.unavailable(
          503, "No node of the network answers, nothing was done. Try again in a moment.");
    }
    LOG.atError().setCause(failure).log("A call failed inside the gateway");
    return RpcError.internal();
  }

  private static RpcError notOffered(RpcLedger ledger) {
    String allowed =
        new TreeSet<>(ledger.methods())
            .stream()
                .map(RpcWriter::quoted)
                .collect(Collectors.joining(",", "{\"allowed\":[", "]}"));
    return RpcError.of(
            RpcError.METHOD, 200, "The method is not offered here: data.allowed lists what is.")
        .with(allowed);
  }
}
