package io.ridgeway.gateway;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.RelayedLedger;
import io.ridgeway.framework.RelayedLedger.Kind;
import io.ridgeway.framework.RelayedLedger.Wire;
import io.ridgeway.gateway.grpc.GrpcCode;
import io.ridgeway.gateway.grpc.GrpcFrame;
import io.ridgeway.gateway.grpc.GrpcPatience;
import io.ridgeway.gateway.grpc.GrpcRefusal;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.problem.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of a listener of its own, for ledgers that speak gRPC: lets in who has a certificate of
 * a network, and passes his calls on as they came. TLS has proved that he has the certificate's
 * key; whose certificate it is and whether it holds is looked up for each call, since connections
 * last. For one event loop.
 */
final class RelayDoor implements Handler<HttpServerRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(RelayDoor.class);
  private static final Duration USUAL = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Vertx vertx;
  private final Networks networks;
  private final Relays relays;
  private final Drain drain;
  private final GatewayStats stats;
  private final int maxMessageBytes;
  private final Clock clock;

  RelayDoor(
      Vertx vertx,
      Networks networks,
      Relays relays,
      Drain drain,
      GatewayStats stats,
      int maxMessageBytes,
      Clock clock) {
    this.vertx = vertx;
    this.networks = networks;
    this.relays = relays;
    this.drain = drain;
    this.stats = stats;
    this.maxMessageBytes = maxMessageBytes;
    this.clock = clock;
  }

  @Override
  public void handle(HttpServerRequest request) {
    drain.pass(
        request,
        exchange ->
            GrpcAnswer.refuse(
                exchange, new GrpcRefusal(GrpcCode.UNAVAILABLE, Refusals.CLOSING.message())),
        exchange -> guarded(exchange, () -> enter(exchange)));
  }

  private void guarded(Exchange exchange, Runnable work) {
    try {
      work.run();
    } catch (GrpcRefusal e) {
      GrpcAnswer.refuse(exchange, e);
    } catch (IllegalArgumentException e) {
      stats.malformed.increment();
      GrpcAnswer.refuse(exchange, new GrpcRefusal(GrpcCode.INVALID_ARGUMENT, Problem.sentence(e)));
    } catch (Refusal e) {
      stats.refused.increment();
      GrpcAnswer.refuse(exchange, new GrpcRefusal(GrpcCode.PERMISSION_DENIED, e.detail()));
    } catch (LedgerException.Unreachable e) {
      stats.unanswered.increment();
      GrpcAnswer.refuse(exchange, new GrpcRefusal(GrpcCode.UNAVAILABLE, Problem.sentence(e)));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("A call failed inside the gateway");
      GrpcAnswer.refuse(exchange, new GrpcRefusal(GrpcCode.INTERNAL, Problem.internal().detail()));
    }
  }

  private void enter(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (request.version() != HttpVersion.HTTP_2
        || !HttpMethod.POST.equals(request.method())
        || type == null
        || !type.startsWith(GrpcAnswer.TYPE)) {
      exchange.answer(415, "text/plain; charset=utf-8", Buffer.buffer("This door speaks gRPC.\n"));
      return;
    }
    if (!networks.known()) {
      throw new GrpcRefusal(GrpcCode.UNAVAILABLE, Refusals.NOT_LOADED.message());
    }
    LiveClient client = client(request);
    Certificate certificate = certificate(client);
    String path = request.path();
    String name = path == null || path.isEmpty() ? "" : path.substring(1);
    LiveNetwork network = client.network();
    if (!(network.ledger() instanceof RelayedLedger ledger)) {
      throw new GrpcRefusal(GrpcCode.UNIMPLEMENTED, "This network's ledger speaks no gRPC.");
    }
    Kind kind =
        ledger
            .relayed(name)
            .orElseThrow(
                () ->
                    new GrpcRefusal(
                        GrpcCode.UNIMPLEMENTED, "Calls of that name aren't passed on here."));
    admit(exchange, network);
    if (network.route().full() && kind == Kind.CHANGES) {
      throw new GrpcRefusal(GrpcCode.FAILED_PRECONDITION, Refusals.FULL.message());
    }
    Optional<Duration> patience = patience(request, kind);
    Body.read(
        exchange,
        (status, why) -> refuseBody(exchange, status, why),
        maxMessageBytes + GrpcFrame.HEAD,
        clock,
        body ->
            guarded(
                exchange,
                () -> {
                  byte[] message = GrpcFrame.message(body.getBytes());
                  pass(exchange, client, kind, new Wire(name, message, certificate, patience));
                }));
  }

  private LiveClient client(HttpServerRequest request) {
    Optional<LiveClient> known = Optional.empty();
    try {
      known =
          Optional.ofNullable(
              networks.client(Fingerprint.of(request.connection().peerCertificates().get(0))));
    } catch (SSLPeerUnverifiedException e) {
      LOG.atDebug().setCause(e).log("A connection without a certificate");
    }
    return known.orElseThrow(this::stranger);
  }

  private Certificate certificate(LiveClient client) {
    return client.at(clock.instant()).orElseThrow(this::stranger);
  }

  private GrpcRefusal stranger() {
    stats.unauthenticated.increment();
    return new GrpcRefusal(
        GrpcCode.UNAUTHENTICATED,
        "The connection's certificate is none that a network's applications have here, or it was"
            + " revoked or has ended: connect with the one that the network's page of own keys"
            + " shows.");
  }

  private void admit(Exchange exchange, LiveNetwork network) {
    Limited limited = exchange.take(network, 1);
    if (limited != null) {
      stats.limited.increment();
      throw new GrpcRefusal(GrpcCode.RESOURCE_EXHAUSTED, limited.why());
    }
    Relays.standing(network)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }

  private static Optional<Duration> patience(HttpServerRequest request, Kind kind) {
    Optional<Duration> said = GrpcPatience.of(request.getHeader("grpc-timeout"));
    if (kind == Kind.STREAMS) {
      return said;
    }
    Duration wanted = said.orElse(USUAL);
    return Optional.of(wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST);
  }

  private void refuseBody(Exchange exchange, int status, String why) {
    stats.malformed.increment();
    GrpcCode code =
        switch (status) {
          case 413 -> GrpcCode.RESOURCE_EXHAUSTED;
          case 415 -> GrpcCode.UNIMPLEMENTED;
          default -> GrpcCode.DEADLINE_EXCEEDED;
        };
    GrpcAnswer.refuse(exchange, new GrpcRefusal(code, why));
  }

  private void pass(Exchange exchange, LiveClient client, Kind kind, Wire wire) {
    LiveNetwork network = client.network();
    if (!relays.enter(network, kind)) {
      stats.limited.increment();
      throw new GrpcRefusal(GrpcCode.RESOURCE_EXHAUSTED, relays.crowded(kind));
    }
    RelayedCall call = new RelayedCall(vertx, exchange, client, kind, clock, relays, stats);
    try {
      call.begin(((RelayedLedger) network.ledger()).pass(wire, call));
    } catch (RuntimeException e) {
      call.leave();
      throw e;
    }
  }
}
