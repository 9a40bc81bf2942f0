package io.ridgeway.gateway;

import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Signatory;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door {@code /gateway/v1/networks/{network}/…}, the same for every ledger: lets in who has a
 * valid key and is within the limit. Until then the body isn't even read. For one event loop.
 */
final class NativeDoor implements Handler<HttpServerRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(NativeDoor.class);
  private static final Set<String> READING = Set.of("key");
  private static final Set<String> EVENTS = Set.of("key", "contract", "from", "after");

  private final Networks networks;
  private final NativeCalls calls;
  private final EventStreams streams;
  private final Signatories signatories;
  private final Drain drain;
  private final GatewayStats stats;
  private final int maxBodyBytes;
  private final Clock clock;
  private final ApiKeys keys;

  NativeDoor(
      Networks networks,
      NativeCalls calls,
      EventStreams streams,
      Signatories signatories,
      Drain drain,
      GatewayStats stats,
      int maxBodyBytes,
      Clock clock) {
    this.networks = networks;
    this.calls = calls;
    this.streams = streams;
    this.signatories = signatories;
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
        exchange -> Problem.closing().tell(exchange),
        exchange -> guarded(exchange, () -> enter(exchange)));
  }

  private void guarded(Exchange exchange, Runnable work) {
    try {
      work.run();
    } catch (Refusal e) {
      stats.malformed.increment();
      Problem.of(e.type(), e.detail()).tell(exchange);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("A call failed inside the gateway");
      Problem.internal().tell(exchange);
    }
  }

  private static void refuse(Exchange exchange, ProblemType type, String detail) {
    Problem.of(type, detail).tell(exchange);
  }

  private void enter(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    NativePath path = NativePath.of(request.path()).orElse(null);
    if (path == null) {
      refuse(
          exchange,
          ProblemType.NOT_FOUND,
          "There is nothing at this path: after the network comes transactions, queries,"
              + " transactions/prepare, transactions/{id}, blocks/{number} or events.");
    } else if (!networks.known()) {
      refuse(exchange, ProblemType.UNAVAILABLE, Refusals.NOT_LOADED.message());
    } else {
      authenticate(exchange, path, networks.find(path.network()));
    }
  }

  private void authenticate(Exchange exchange, NativePath path, @Nullable LiveNetwork network) {
    Caller caller =
        keys.caller(
            exchange,
            network,
            error -> refuse(exchange, ProblemType.UNAUTHENTICATED, error.message()));
    if (caller == null) {
      return;
    }
    if (!path.what().method().equals(exchange.request().method().name())) {
      exchange.header("Allow", path.what().method());
      refuse(
          exchange,
          ProblemType.METHOD_NOT_ALLOWED,
          "Here is only " + path.what().method() + " offered.");
    } else {
      limited(exchange, path, caller);
    }
  }

  private void limited(Exchange exchange, NativePath path, Caller caller) {
    LiveNetwork network = caller.network();
    Limited limited = exchange.admit(caller);
    if (limited != null) {
      stats.limited.increment();
      refuse(exchange, ProblemType.TOO_MANY_REQUESTS, limited.why());
    } else if (network.route().suspended()) {
      refuse(exchange, ProblemType.NETWORK_SUSPENDED, Refusals.SUSPENDED.message());
    } else if (!network.route().serving()) {
      exchange.retryAfter(5);
      refuse(exchange, ProblemType.UNAVAILABLE, Refusals.NOT_READY.message());
    } else if (network.route().full() && path.what().isWriting()) {
      refuse(exchange, ProblemType.STORAGE_FULL, Refusals.FULL.message());
    } else {
      take(exchange, path, caller);
    }
  }

  private void take(Exchange exchange, NativePath path, Caller caller) {
    switch (path.what()) {
      case SUBMIT, QUERY, PREPARE -> call(exchange, path, caller);
      case TRANSACTION ->
          calls.transaction(exchange, caller, reader(exchange, caller), path.name());
      case BLOCK -> {
        OptionalLong number = NativeQuery.block(path.name());
        calls.block(exchange, caller, reader(exchange, caller), number);
      }
      case EVENTS -> {
        NativeQuery query = NativeQuery.of(exchange.request(), EVENTS);
        EventQuery wanted = query.events(exchange.request().getHeader("Last-Event-ID"));
        streams.open(
            exchange,
            caller,
            wanted,
            signatories.reading(caller.network().route(), caller.toString(), query.key()));
      }
    }
  }

  private Optional<Signatory> reader(Exchange exchange, Caller caller) {
    NativeQuery query = NativeQuery.of(exchange.request(), READING);
    return signatories.reading(caller.network().route(), caller.toString(), query.key());
  }

  private void call(Exchange exchange, NativePath path, Caller caller) {
    NativeQuery.of(exchange.request(), Set.of());
    boolean submits = path.what() == NativePath.What.SUBMIT;
    Body.read(
        exchange,
        Body.asProblem(exchange, stats),
        caller.bytes(maxBodyBytes),
        clock,
        body ->
            guarded(
                exchange,
                () -> {
                  if (path.what() == NativePath.What.PREPARE) {
                    calls.prepare(
                        exchange, caller, SignedRequest.Reader.preparation(body.getBytes()));
                  } else {
                    signedOrNot(exchange, caller, body.getBytes(), submits);
                  }
                }));
  }

  private void signedOrNot(Exchange exchange, Caller caller, byte[] body, boolean submits) {
    Optional<SignedRequest.Of> signed = SignedRequest.Reader.signed(body, submits);
    if (signed.isPresent() && submits) {
      calls.submit(exchange, caller, signed.get());
    } else if (signed.isPresent()) {
      calls.query(exchange, caller, signed.get());
    } else {
      called(exchange, caller, NativeRequest.parse(body, submits), submits);
    }
  }

  private void called(Exchange exchange, Caller caller, NativeRequest request, boolean submits) {
    NetworkRoute route = caller.network().route();
    if (submits) {
      calls.submit(
          exchange,
          caller,
          request.by(
              signatories.named(
                  route,
                  caller.toString(),
                  request.key(),
                  KeyUse.transaction(request.contract(), request.function(), BigInteger.ZERO))),
          request.async());
    } else {
      calls.query(
          exchange,
          caller,
          request.by(
              signatories.reading(
                  route,
                  caller.toString(),
                  request.key(),
                  KeyUse.query(request.contract(), request.function()))));
    }
  }
}
