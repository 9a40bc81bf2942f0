package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcScanner;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Lets WebSockets in at {@code /eth/{network}}: whoever has a valid key, as at the door of calls.
 * For one event loop.
 */
final class EthSocketDoor implements Handler<HttpServerRequest> {
  /** What a browser asks for beside its key, as one sub-protocol has to be chosen. */
  static final String SUB_PROTOCOL = "jsonrpc";

  private static final String PREFIX = "/eth/";

  private final Vertx vertx;
  private final Networks networks;
  private final RpcScanner scanner;
  private final EthCalls calls;
  private final EthSockets sockets;
  private final Drain drain;
  private final GatewayStats stats;
  private final int maxBytes;
  private final ApiKeys keys;

  EthSocketDoor(
      Vertx vertx,
      Networks networks,
      RpcScanner scanner,
      EthCalls calls,
      EthSockets sockets,
      Drain drain,
      GatewayStats stats,
      int maxBytes) {
    this.vertx = vertx;
    this.networks = networks;
    this.scanner = scanner;
    this.calls = calls;
    this.sockets = sockets;
    this.drain = drain;
    this.stats = stats;
    this.maxBytes = maxBytes;
    this.keys = new ApiKeys(stats);
  }

  /** Whether a request is for this door. */
  static boolean has(HttpServerRequest request) {
    String path = request.path();
    return path != null
        && path.startsWith(PREFIX)
        && HttpMethod.GET.equals(request.method())
        && "websocket".equalsIgnoreCase(request.getHeader("upgrade"));
  }

  @Override
  public void handle(HttpServerRequest request) {
    Exchange exchange = new Exchange(request);
    RpcReception.guarded(exchange, () -> enter(exchange));
  }

  private void enter(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    RpcError astray = RpcDoor.astray(request, PREFIX);
    if (drain.isClosing()) {
      exchange.closing();
      exchange.retryAfter(1).fail(null, Refusals.CLOSING);
    } else if (astray != null) {
      exchange.fail(null, astray);
    } else if (hasBody(request)) {
      exchange.closing();
      exchange.fail(null, Refusals.HANDSHAKE_WITH_BODY);
    } else if (!networks.known()) {
      exchange.retryAfter(1).fail(null, Refusals.NOT_LOADED);
    } else if (ApiKeys.areAmongSubProtocols(request)
        && ApiKeys.subProtocols(request).noneMatch(SUB_PROTOCOL::equals)) {
      // Also because such lists are logged, at some levels, where nothing in them is known.
      exchange.fail(null, Refusals.SUB_PROTOCOL);
    } else {
      authenticate(exchange, networks.find(RpcDoor.network(request, PREFIX)));
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    return length != null && !length.equals("0") || request.getHeader("transfer-encoding") != null;
  }

  private void authenticate(Exchange exchange, @Nullable LiveNetwork network) {
    Caller caller = keys.opener(exchange, network, error -> exchange.fail(null, error));
    if (caller == null) {
      return;
    }
    calls
        .unfit(caller.network())
        .ifPresentOrElse(why -> exchange.fail(null, why), () -> open(exchange, caller));
  }

  private void open(Exchange exchange, Caller caller) {
    EthSocket socket =
        new EthSocket(vertx, networks, caller, scanner, calls, sockets, drain, stats, maxBytes);
    if (!sockets.admit(socket)) {
      stats.limited.increment();
      exchange.retryAfter(1).fail(null, Refusals.SOCKETS);
      return;
    }
    exchange
        .request()
        .toWebSocket()
        // What is no handshake was answered as such.
        .onFailure(no -> sockets.left(socket))
        .onSuccess(socket::begin);
  }
}
