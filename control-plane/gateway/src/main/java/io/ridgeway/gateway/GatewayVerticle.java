package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.Methods;
import io.ridgeway.gateway.rpc.RpcScanner;
import io.ridgeway.gateway.submit.RawTransactions;
import io.ridgeway.gateway.upstream.Upstream;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The server on one event loop. Deployed once per event loop: a server that is made outside of a
 * verticle has only one. The instances share the port, and nothing on the path of a call.
 */
final class GatewayVerticle extends AbstractVerticle {
  private static final int IDLE_SECONDS = 60;

  private final Parts parts;
  private @Nullable Upstream upstream;

  /**
   * What the instances have in common.
   *
   * @param listenOn a port; or a negative number, the same for all that are to share any free one
   * @param anyForGrpc such a number for the other listener
   * @param workersUpstream for what doesn't run on an event loop
   * @param entrance where readers' passes are looked at
   * @param sockets the WebSockets that are open
   * @param relays the calls that are being passed on
   * @param listening is told the port
   * @param listeningForGrpc is told the port
   */
  record Parts(
      GatewaySettings settings,
      int listenOn,
      int anyForGrpc,
      Networks networks,
      Upstream workersUpstream,
      EventStreams streams,
      EthSockets sockets,
      Signatories signatories,
      BsnCalls bsn,
      Readers readers,
      Desk entrance,
      Drain drain,
      GatewayStats stats,
      Clock clock,
      Relays relays,
      IntConsumer listening,
      IntConsumer listeningForGrpc) {}

  GatewayVerticle(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void start(Promise<Void> started) {
    GatewaySettings settings = parts.settings();
    Upstream mine = new Upstream(vertx, settings.connectTimeout(), settings.nodeTimeout());
    upstream = mine;
    EthCalls calls =
        new EthCalls(
            new Methods(settings.methods()),
            mine,
            new RawTransactions(mine, settings.nodeTimeout()),
            new OwnCalls(vertx, parts.workersUpstream(), parts.signatories(), parts.stats()),
            parts.stats());
    HttpServer server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setHost(settings.host())
                .setPort(parts.listenOn())
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxWebSocketFrameSize(settings.maxBodyBytes())
                .setWebSocketSubProtocols(List.of(EthSocketDoor.SUB_PROTOCOL))
                // What is sent is taken as it is: a few bytes could become any number.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpNoDelay(true));
    server
        .requestHandler(
            new Doors(
                rpc(calls),
                sockets(calls),
                rpc(new LedgerCalls(vertx, parts.stats())),
                every(),
                bsn(),
                new Description(),
                readers(),
                signer()))
        .listen()
        .onSuccess(listening -> parts.listening().accept(listening.actualPort()))
        .compose(listening -> grpc())
        .onComplete(started);
  }

  private Future<Void> grpc() {
    GatewaySettings settings = parts.settings();
    if (settings.grpc().isEmpty()) {
      return Future.succeededFuture();
    }
    GatewaySettings.Grpc wanted = settings.grpc().get();
    RelayDoor door =
        new RelayDoor(
            vertx,
            parts.networks(),
            parts.relays(),
            parts.drain(),
            parts.stats(),
            settings.maxBodyBytes(),
            parts.clock());
    return new GrpcListener(vertx, wanted)
        .listen(settings.host(), wanted.port() == 0 ? parts.anyForGrpc() : wanted.port(), door)
        .onSuccess(listening -> parts.listeningForGrpc().accept(listening.actualPort()))
        .mapEmpty();
  }

  private RpcDoor rpc(RpcCalls calls) {
    return new RpcDoor(
        parts.networks(),
        new RpcScanner(parts.settings().maxBatch()),
        calls,
        parts.drain(),
        parts.stats(),
        parts.settings().maxBodyBytes(),
        parts.clock());
  }

  private EthSocketDoor sockets(EthCalls calls) {
    return new EthSocketDoor(
        vertx,
        parts.networks(),
        new RpcScanner(parts.settings().maxBatch()),
        calls,
        parts.sockets(),
        parts.drain(),
        parts.stats(),
        parts.settings().maxBodyBytes());
  }

  private BsnDoor bsn() {
    return new BsnDoor(
        vertx,
        parts.networks(),
        parts.bsn(),
        parts.drain(),
        parts.stats(),
        parts.settings().maxBodyBytes(),
        parts.clock());
  }

  private SignerDoor signer() {
    return new SignerDoor(
        vertx,
        parts.networks(),
        parts.signatories(),
        parts.drain(),
        parts.stats(),
        parts.settings().maxBodyBytes(),
        parts.clock());
  }

  private ReaderDoor readers() {
    return new ReaderDoor(
        vertx,
        parts.networks(),
        parts.signatories(),
        parts.readers(),
        parts.entrance(),
        parts.drain());
  }

  private NativeDoor every() {
    return new NativeDoor(
        parts.networks(),
        new NativeCalls(
            vertx,
            new NumberedCalls(parts.workersUpstream(), parts.signatories()),
            parts.signatories(),
            parts.stats()),
        parts.streams(),
        parts.signatories(),
        parts.drain(),
        parts.stats(),
        parts.settings().maxBodyBytes(),
        parts.clock());
  }

  @Override
  public void stop(Promise<Void> stopped) {
    // The server is closed with its verticle.
    if (upstream == null) {
      stopped.complete();
    } else {
      upstream.close().onComplete(stopped);
    }
  }
}
