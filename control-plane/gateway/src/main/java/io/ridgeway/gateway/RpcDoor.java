package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcScanner;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A door of JSON-RPC, {@code POST /eth/{network}} or {@code /fisco/{network}}: lets in who has a
 * valid key and is within the limit. Until then the body isn't even read. For one event loop.
 */
final class RpcDoor implements Handler<HttpServerRequest> {
  private final Networks networks;
  private final RpcCalls calls;
  private final Drain drain;
  private final RpcReception reception;
  private final int maxBodyBytes;
  private final Clock clock;
  private final ApiKeys keys;

  RpcDoor(
      Networks networks,
      RpcScanner scanner,
      RpcCalls calls,
      Drain drain,
      GatewayStats stats,
      int maxBodyBytes,
      Clock clock) {
    this.networks = networks;
    this.reception = new RpcReception(scanner, calls, stats);
    this.calls = calls;
    this.drain = drain;
    this.maxBodyBytes = maxBodyBytes;
    this.clock = clock;
    this.keys = new ApiKeys(stats);
  }

  @Override
  public void handle(HttpServerRequest request) {
    drain.pass(
        request,
        exchange -> exchange.retryAfter(1).fail(null, Refusals.CLOSING),
        exchange -> RpcReception.guarded(exchange, () -> enter(exchange)));
  }

  private void enter(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    RpcError astray = astray(request, calls.path());
    if (astray != null) {
      exchange.fail(null, astray);
    } else if (!HttpMethod.POST.equals(request.method())) {
      exchange.header("Allow", "POST").fail(null, Refusals.NOT_POST);
    } else if (!networks.known()) {
      exchange.retryAfter(1).fail(null, Refusals.NOT_LOADED);
    } else {
      authenticate(exchange, networks.find(network(request, calls.path())));
    }
  }

  private void authenticate(Exchange exchange, @Nullable LiveNetwork network) {
    Caller caller = keys.caller(exchange, network, error -> exchange.fail(null, error));
    if (caller == null) {
      return;
    }
    if (reception.enter(exchange, caller)) {
      Body.read(
          exchange,
          caller.bytes(maxBodyBytes),
          clock,
          body -> RpcReception.guarded(exchange, () -> reception.take(exchange, caller, body)));
    }
  }

  /** Why a request leads nowhere among paths that begin so; null if it names a network. */
  static @Nullable RpcError astray(HttpServerRequest request, String prefix) {
    String path = request.path();
    String query = request.query();
    if (path == null || !path.startsWith(prefix) || path.indexOf('/', prefix.length()) >= 0) {
      return Refusals.NO_SUCH_DOOR;
    }
    return query == null || query.isEmpty() ? null : Refusals.QUERY;
  }

  /** The network that a request names which isn't {@link #astray}. */
  static String network(HttpServerRequest request, String prefix) {
    return request.path().substring(prefix.length());
  }
}
