package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcRequest;
import io.ridgeway.gateway.rpc.RpcScanner;
import io.ridgeway.gateway.rpc.Slice;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A door of JSON-RPC, {@code POST /eth/{network}} or {@code /fisco/{network}}: lets in who has a
 * valid key and is within the limit. Until then the body isn't even read. For one event loop.
 */
final class RpcDoor implements Handler<HttpServerRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(RpcDoor.class);
  private final Networks networks;
  private final RpcScanner scanner;
  private final RpcCalls calls;
  private final Drain drain;
  private final GatewayStats stats;
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
    this.scanner = scanner;
    this.calls = calls;
    this.drain = drain;
    this.stats = stats;
    this.maxBodyBytes = maxBodyBytes;
    this.clock = clock;
    this.keys = new ApiKeys(stats);
  }

  @Override
  public void handle(HttpServerRequest request) {
    drain.pass(
        request,
        exchange -> exchange.retryAfter(1).fail(null, Refusals.CLOSING),
        exchange -> guarded(exchange, () -> enter(exchange)));
  }

  private static void guarded(Exchange exchange, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("A call failed inside the gateway");
      if (!exchange.over()) {
        exchange.fail(null, RpcError.internal());
      }
    }
  }

  private void enter(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    String path = request.path();
    String query = request.query();
    if (path == null
        || !path.startsWith(calls.path())
        || path.indexOf('/', calls.path().length()) >= 0) {
      exchange.fail(null, Refusals.NO_SUCH_DOOR);
    } else if (query != null && !query.isEmpty()) {
      exchange.fail(null, Refusals.QUERY);
    } else if (!HttpMethod.POST.equals(request.method())) {
      exchange.header("Allow", "POST").fail(null, Refusals.NOT_POST);
    } else if (!networks.known()) {
      exchange.retryAfter(1).fail(null, Refusals.NOT_LOADED);
    } else {
      authenticate(exchange, networks.find(path.substring(calls.path().length())));
    }
  }

  private void authenticate(Exchange exchange, @Nullable LiveNetwork network) {
    Caller caller = keys.caller(exchange, network, error -> exchange.fail(null, error));
    if (caller == null) {
      return;
    }
    calls
        .unfit(caller.network())
        .ifPresentOrElse(why -> exchange.fail(null, why), () -> admit(exchange, caller));
  }

  private void admit(Exchange exchange, Caller caller) {
    Limited crowded = exchange.enter(caller);
    if (crowded != null) {
      over(exchange, null, crowded);
      return;
    }
    Body.read(
        exchange,
        caller.bytes(maxBodyBytes),
        clock,
        body -> guarded(exchange, () -> take(exchange, caller, body)));
  }

  private void over(Exchange exchange, @Nullable Slice id, Limited limited) {
    stats.limited.increment();
    exchange.fail(id, RpcError.of(RpcError.LIMIT, 429, limited.why()));
  }

  private void take(Exchange exchange, Caller caller, Buffer body) {
    LiveNetwork network = caller.network();
    RpcRequest request = scanner.scan(body.getBytes());
    int count = request instanceof RpcRequest.Many many ? many.calls().size() : 1;
    // Whatever was sent cost us the reading, so it counts against the limit, though not as usage.
    Limited limited = exchange.take(network, count);
    if (limited != null) {
      over(exchange, id(request), limited);
    } else if (request instanceof RpcRequest.Unreadable unreadable) {
      stats.malformed.increment();
      exchange.fail(null, unreadable.error());
    } else if (network.route().suspended()) {
      exchange.fail(id(request), Refusals.SUSPENDED);
    } else if (!network.route().serving() || !calls.isReachable(network)) {
      exchange.retryAfter(5).fail(id(request), Refusals.NOT_READY);
    } else if (request instanceof RpcRequest.One one) {
      calls.one(exchange, caller, one.call(), body);
    } else if (request instanceof RpcRequest.Many many) {
      calls.many(exchange, caller, many.calls(), body);
    }
  }

  private static @Nullable Slice id(RpcRequest request) {
    return request instanceof RpcRequest.One one ? one.call().id() : null;
  }
}
