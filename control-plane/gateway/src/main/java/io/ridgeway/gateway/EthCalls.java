package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.Methods;
import io.ridgeway.gateway.rpc.RpcCall;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcWriter;
import io.ridgeway.gateway.submit.RawTransactions;
import io.ridgeway.gateway.upstream.NodeRing;
import io.ridgeway.gateway.upstream.Upstream;
import io.ridgeway.model.CredentialId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.List;
import java.util.Optional;

/**
 * Answers calls that were let in. What nodes answer is forwarded as it came, a single call or a
 * whole batch; only a batch that has something else in it is taken apart. For one event loop.
 */
final class EthCalls implements RpcCalls {
  private final Methods methods;
  private final Upstream upstream;
  private final OwnCalls own;
  private final MixedBatch mixed;
  private final RawTransactions raw;
  private final GatewayStats stats;

  EthCalls(
      Methods methods, Upstream upstream, RawTransactions raw, OwnCalls own, GatewayStats stats) {
    this.methods = methods;
    this.upstream = upstream;
    this.raw = raw;
    this.own = own;
    this.stats = stats;
    this.mixed = new MixedBatch(methods, own, this::ask, stats);
  }

  @Override
  public String path() {
    return "/eth/";
  }

  @Override
  public Optional<RpcError> unfit(LiveNetwork network) {
    return network.route().framework().name().equals("ethereum")
        ? Optional.empty()
        : Optional.of(Refusals.NOT_ETHEREUM);
  }

  @Override
  public boolean isReachable(LiveNetwork network) {
    return !network.ring().isEmpty();
  }

  @Override
  public void one(Passage exchange, Caller caller, RpcCall call, Buffer body) {
    LiveNetwork network = caller.network();
    CredentialId by = caller.credential();
    RpcError fault = call.fault();
    if (fault != null) {
      stats.malformed.increment();
      exchange.fail(call.id(), fault);
    } else if (methods.forwarded(call.method())) {
      Buffer payload = call.exact() ? body : Buffer.buffer(RpcWriter.call(call));
      if (call.method().equals(Methods.SEND_RAW)) {
        sendRaw(exchange, network, call, payload);
      } else {
        forward(exchange, network, by, List.of(call), payload);
      }
    } else if (OwnCalls.has(call.method())) {
      own.answer(network, by, call)
          .onSuccess(
              result -> {
                if (call.notification()) {
                  exchange.silent();
                } else {
                  exchange.answer(Buffer.buffer(RpcWriter.answer(call.id(), "result", result)));
                }
              })
          .onFailure(failure -> refuse(exchange, call, MixedBatch.error(failure)));
    } else {
      stats.refused.increment();
      refuse(exchange, call, methods.refusal(call.method()));
    }
  }

  @Override
  public void many(Passage exchange, Caller caller, List<RpcCall> calls, Buffer body) {
    LiveNetwork network = caller.network();
    CredentialId by = caller.credential();
    boolean plain = true;
    for (RpcCall call : calls) {
      plain = plain && call.fault() == null && call.exact() && methods.forwarded(call.method());
    }
    if (plain) {
      forward(exchange, network, by, calls, body);
    } else {
      mixed
          .answer(network, by, calls)
          .onSuccess(
              answers -> {
                if (answers.isEmpty()) {
                  exchange.silent();
                } else {
                  exchange.answer(Buffer.buffer(RpcWriter.array(answers)));
                }
              });
    }
  }

  private static void refuse(Passage exchange, RpcCall call, RpcError error) {
    if (call.notification()) {
      exchange.silent();
      return;
    }
    if (error.status() == 429 || error.status() == 503) {
      exchange.retryAfter(1);
    }
    exchange.fail(call.id(), error);
  }

  private void sendRaw(Passage exchange, LiveNetwork network, RpcCall call, Buffer payload) {
    raw.send(network.ring(), call, payload)
        .onSuccess(
            answer -> {
              network.meter().accepted(1);
              stats.forwarded.increment();
              if (answer.length() == 0) {
                exchange.silent();
              } else {
                exchange.answer(answer);
              }
            })
        .onFailure(
            failure -> {
              stats.unanswered.increment();
              refuse(exchange, call, Refusals.unanswered(failure, true));
            });
  }

  private void forward(
      Passage exchange, LiveNetwork network, CredentialId by, List<RpcCall> calls, Buffer payload) {
    ask(network, by, calls, payload)
        .onComplete(
            exchange::relay,
            failure -> {
              RpcError error = Refusals.unanswered(failure, changing(calls));
              if (error.status() == 503) {
                exchange.retryAfter(1);
              }
              exchange.fail(calls.size() == 1 ? calls.get(0).id() : null, error);
            });
  }

  /** Sends calls to a node, and counts them once it answers. */
  private Future<HttpClientResponse> ask(
      LiveNetwork network, CredentialId by, List<RpcCall> calls, Buffer payload) {
    NodeRing ring = network.ring();
    int count = calls.size();
    // Another node knows nothing of the filters of the first.
    Future<HttpClientResponse> answer =
        sticky(calls)
            ? upstream.only(ring.sticky(by.hashCode()), ring, payload)
            : upstream.send(ring.next(), ring, payload, !changing(calls));
    return answer.onComplete(
        response -> {
          network.meter().accepted(count);
          stats.forwarded.add(count);
        },
        failure -> stats.unanswered.add(count));
  }

  private static boolean sticky(List<RpcCall> calls) {
    for (RpcCall call : calls) {
      if (Methods.sticky(call.method())) {
        return true;
      }
    }
    return false;
  }

  private static boolean changing(List<RpcCall> calls) {
    for (RpcCall call : calls) {
      if (call.method().equals(Methods.SEND_RAW)) {
        return true;
      }
    }
    return false;
  }
}
