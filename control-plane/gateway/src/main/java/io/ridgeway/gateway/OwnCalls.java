package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.Methods;
import io.ridgeway.gateway.rpc.RpcCall;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcWriter;
import io.ridgeway.gateway.submit.NodeWire;
import io.ridgeway.gateway.submit.Outcome;
import io.ridgeway.gateway.submit.TransactionRequest;
import io.ridgeway.gateway.upstream.Upstream;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.key.KeyLife.State;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/** The calls that the gateway answers by itself, on behalf of a network's managed keys. */
final class OwnCalls {
  private final Vertx vertx;
  private final Upstream upstream;
  private final Signatories signatories;
  private final GatewayStats stats;

  /**
   * @param upstream for the worker threads, not that of an event loop
   */
  OwnCalls(Vertx vertx, Upstream upstream, Signatories signatories, GatewayStats stats) {
    this.vertx = vertx;
    this.upstream = upstream;
    this.signatories = signatories;
    this.stats = stats;
  }

  /** Whether {@link #answer} knows the method. */
  static boolean has(String method) {
    return method.equals(Methods.ACCOUNTS) || method.equals(Methods.SEND);
  }

  /**
   * The call's result as JSON; fails with {@link Refused}. Completes on the caller's event loop.
   */
  Future<byte[]> answer(LiveNetwork network, CredentialId credential, RpcCall call) {
    return call.method().equals(Methods.ACCOUNTS)
        ? accounts(network)
        : send(network, credential, call);
  }

  private Future<byte[]> accounts(LiveNetwork network) {
    network.meter().accepted(1);
    stats.answeredHere.increment();
    return Future.succeededFuture(
        network.route().keys().entrySet().stream()
            .filter(e -> network.route().kept(e.getValue()).life().state() == State.IN_FORCE)
            .sorted(Map.Entry.comparingByValue(Comparator.comparing(ManagedKey::name)))
            .map(account -> RpcWriter.quoted(account.getKey()))
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(StandardCharsets.US_ASCII));
  }

  private Future<byte[]> send(LiveNetwork network, CredentialId credential, RpcCall call) {
    TransactionRequest request;
    try {
      request = TransactionRequest.parse(call.params());
    } catch (IllegalArgumentException e) {
      return refuse(RpcError.params("The transaction can't be read: " + e.getMessage() + "."));
    }
    ManagedKey key = network.route().keys().get(request.from());
    if (key == null) {
      return refuse(
          RpcError.params(
              "from is no managed account of this network: eth_accounts lists them. For a key of"
                  + " your own, sign the transaction yourself and use eth_sendRawTransaction."));
    }
    try {
      signatories.admit(network.route(), key, () -> use(network.route(), key, request));
    } catch (Refusal e) {
      return refuse(error(e));
    } catch (IllegalArgumentException e) {
      return refuse(RpcError.params("The transaction can't be read: " + e.getMessage() + "."));
    }
    Context context = vertx.getOrCreateContext();
    Promise<byte[]> promise = Promise.promise();
    network
        .submitter()
        .submit(
            request,
            key,
            Methods.SEND + " by credential " + credential + " from " + request.from(),
            network::numbered,
            new NodeWire(upstream, network::ring))
        .thenAccept(outcome -> context.runOnContext(now -> settle(network, outcome, promise)));
    return promise.future();
  }

  /** What it pays must be known before a policy can limit it. */
  private static KeyUse use(NetworkRoute route, ManagedKey key, TransactionRequest request) {
    if (route.kept(key).policy().limitsValue() && request.leavesGasOpen()) {
      throw new IllegalArgumentException(
          "gas is missing: the key's policy limits what it pays, so with a gasPrice gas has to be"
              + " given");
    }
    return request.use();
  }

  private static RpcError error(Refusal refusal) {
    return refusal.type() == ProblemType.TOO_MANY_REQUESTS
        ? RpcError.of(RpcError.LIMIT, 429, refusal.detail())
        : RpcError.of(RpcError.REJECTED, 200, refusal.detail());
  }

  private void settle(LiveNetwork network, Outcome outcome, Promise<byte[]> promise) {
    if (outcome instanceof Outcome.Accepted accepted) {
      judged(network);
      promise.complete(RpcWriter.quoted(accepted.hash()).getBytes(StandardCharsets.US_ASCII));
    } else if (outcome instanceof Outcome.Refused refused) {
      if (refused.answered()) {
        judged(network);
      } else if (refused.error().code() == RpcError.UNAVAILABLE) {
        stats.unanswered.increment();
      } else {
        stats.refused.increment();
      }
      promise.fail(new Refused(refused.error()));
    }
  }

  private void judged(LiveNetwork network) {
    network.meter().accepted(1);
    stats.submitted.increment();
  }

  private Future<byte[]> refuse(RpcError error) {
    stats.refused.increment();
    return Future.failedFuture(new Refused(error));
  }

  /** Carries a refusal through a future. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RpcError error;

    Refused(RpcError error) {
      super(error.message(), null, false, false);
      this.error = error;
    }

    RpcError error() {
      return error;
    }
  }
}
