package io.ridgeway.gateway;

import io.github.bucket4j.ConsumptionProbe;
import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.gateway.bsn.Envelope;
import io.ridgeway.gateway.bsn.Malformed;
import io.ridgeway.gateway.bsn.Operation;
import io.ridgeway.gateway.bsn.Reply;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Optional;

/**
 * The door {@code /api/…}, as applications for BSN's gateway knock: every answer is HTTP 200, says
 * in its header how it went, and is signed once it is known whose it is. Signatures are checked and
 * made on the network's desk. For one event loop.
 */
final class BsnDoor implements Handler<HttpServerRequest> {
  private static final String PREFIX = "/api/";

  private final Vertx vertx;
  private final Networks networks;
  private final BsnCalls calls;
  private final Drain drain;
  private final GatewayStats stats;
  private final int maxBodyBytes;
  private final Clock clock;

  BsnDoor(
      Vertx vertx,
      Networks networks,
      BsnCalls calls,
      Drain drain,
      GatewayStats stats,
      int maxBodyBytes,
      Clock clock) {
    this.vertx = vertx;
    this.networks = networks;
    this.calls = calls;
    this.drain = drain;
    this.stats = stats;
    this.maxBodyBytes = maxBodyBytes;
    this.clock = clock;
  }

  /** Whether the path is this door's. */
  static boolean has(String path) {
    return path.startsWith(PREFIX);
  }

  @Override
  public void handle(HttpServerRequest request) {
    drain.pass(
        request,
        exchange -> tell(exchange, Reply.refused(Refusals.CLOSING.message()), ""),
        this::enter);
  }

  private void enter(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    Optional<Operation> operation = Operation.at(request.path());
    if (operation.isEmpty()) {
      tell(exchange, Reply.refused("There is nothing at this path."), "");
    } else if (!request.method().equals(HttpMethod.POST)) {
      tell(exchange, Reply.refused("Here is only POST offered."), "");
    } else if (!networks.known()) {
      tell(exchange, Reply.refused(Refusals.NOT_LOADED.message()), "");
    } else {
      read(exchange, operation.get());
    }
  }

  private void read(Exchange exchange, Operation operation) {
    Body.read(
        exchange,
        (status, why) -> {
          stats.malformed.increment();
          tell(exchange, Reply.refused(why), "");
        },
        maxBodyBytes,
        clock,
        body -> {
          try {
            enter(exchange, operation, Envelope.parse(body.getBytes()));
          } catch (Malformed e) {
            stats.malformed.increment();
            tell(exchange, Reply.refused(String.valueOf(e.getMessage())), "");
          }
        });
  }

  private void enter(Exchange exchange, Operation operation, Envelope envelope) {
    LiveApplication live = networks.application(envelope.appCode());
    Application application =
        live == null
            ? null
            : live.now().filter(a -> a.userCode().equals(envelope.userCode())).orElse(null);
    if (live == null || application == null) {
      stats.unauthenticated.increment();
      tell(
          exchange,
          Reply.refused("userCode and appCode name no application of this gateway: check both."),
          "");
      return;
    }
    LiveNetwork network = live.network();
    ConsumptionProbe probe = network.limit().take(1);
    exchange.tell(network.limit().policy(), network.limit().state(probe));
    if (!probe.isConsumed()) {
      stats.limited.increment();
    }
    Context context = vertx.getOrCreateContext();
    BsnCalls.Call call = new BsnCalls.Call(live, application, operation, envelope);
    boolean taken =
        network
            .desk()
            .take(
                () -> {
                  Reply reply =
                      probe.isConsumed()
                          ? calls.answer(call)
                          : Reply.refused(Refusals.overLimit(network.limit(), 1).message());
                  String mac = calls.mac(call, reply);
                  context.runOnContext(now -> tell(exchange, reply, mac));
                });
    if (!taken) {
      stats.limited.increment();
      tell(
          exchange,
          Reply.refused("Too many calls of this network wait already; send it later."),
          "");
    }
  }

  private static void tell(Exchange exchange, Reply reply, String mac) {
    exchange.answer(Buffer.buffer(reply.json(mac)));
  }
}
