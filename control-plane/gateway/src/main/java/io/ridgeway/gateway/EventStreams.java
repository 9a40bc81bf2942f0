package io.ridgeway.gateway;

import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Signatory;
import io.ridgeway.model.problem.ProblemType;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of events that are open, over all event loops: so many of a network, so many in all,
 * since each holds a thread. Thread-safe.
 */
final class EventStreams {
  /** How many a network may have. */
  static final int MOST_PER_NETWORK = 16;

  /** How many there may be. */
  static final int MOST = 256;

  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  private final Vertx vertx;
  private final ExecutorService threads;
  private final GatewayStats stats;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  /**
   * None yet.
   *
   * @param threads one for each stream
   */
  EventStreams(Vertx vertx, ExecutorService threads, GatewayStats stats) {
    this.vertx = vertx;
    this.threads = threads;
    this.stats = stats;
  }

  /** Begins to answer with a contract's events; on the event loop of the request. */
  void open(Exchange exchange, Caller caller, EventQuery query, Optional<Signatory> by) {
    Context context = vertx.getOrCreateContext();
    EventStream stream = new EventStream(vertx, context, exchange, caller);
    if (!admit(stream, caller)) {
      refuse(exchange);
      return;
    }
    exchange.response().closeHandler(gone -> stream.close());
    try {
      threads.execute(
          () -> {
            try {
              stream.run(() -> caller.network().ledger().events(query, by), this::begun);
            } catch (RuntimeException e) {
              failed(context, exchange, e);
            } finally {
              open.remove(stream);
            }
          });
    } catch (RejectedExecutionException e) {
      open.remove(stream);
      refuse(exchange);
    }
  }

  private synchronized boolean admit(EventStream stream, Caller caller) {
    long same = open.stream().filter(other -> other.isOf(caller.network())).count();
    return same < MOST_PER_NETWORK && open.size() < MOST && open.add(stream);
  }

  private void refuse(Exchange exchange) {
    stats.limited.increment();
    Problem.of(
            ProblemType.TOO_MANY_REQUESTS,
            "There are as many streams of events as there may be ("
                + MOST_PER_NETWORK
                + " of a network): close one, or share it.")
        .tell(exchange);
  }

  private void begun(Caller caller) {
    caller.network().meter().accepted(1);
    stats.forwarded.increment();
  }

  private void failed(Context context, Exchange exchange, RuntimeException failure) {
    Problem problem =
        Problem.of(failure)
            .orElseGet(
                () -> {
                  LOG.atError().setCause(failure).log("A stream of events failed");
                  return Problem.internal();
                });
    context.runOnContext(
        now -> {
          if (exchange.over()) {
            return;
          }
          if (exchange.response().headWritten()) {
            // The caller comes back by itself, and says what it saw last.
            exchange.response().end();
          } else {
            problem.tell(exchange);
          }
        });
  }

  /** Ends all. */
  void close() {
    open.forEach(EventStream::close);
    threads.shutdownNow();
  }
}
