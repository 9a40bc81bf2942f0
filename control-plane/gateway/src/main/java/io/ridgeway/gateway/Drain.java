package io.ridgeway.gateway;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Counts the requests under way, so that a gateway that closes can wait for them. Thread-safe, and
 * no event loop waits for another: once it closes, whoever comes in leaves again, so the number is
 * never less than those that were let in before.
 */
final class Drain {
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private final AtomicLong underWay = new AtomicLong();
  private volatile boolean closing;

  /**
   * Lets a request in until it is answered or gone; while the gateway closes, it is turned away.
   */
  void pass(HttpServerRequest request, Consumer<Exchange> turnedAway, Consumer<Exchange> in) {
    Exchange exchange = new Exchange(request);
    if (!enter()) {
      turnedAway.accept(exchange.closing());
      return;
    }
    exchange
        .response()
        .endHandler(
            over -> {
              leave();
              exchange.leave();
            });
    in.accept(exchange);
  }

  /** Lets a request in, unless the gateway closes. */
  boolean enter() {
    underWay.incrementAndGet();
    if (closing) {
      leave();
      return false;
    }
    return true;
  }

  /** A request that was let in is over. */
  void leave() {
    settle(underWay.decrementAndGet());
  }

  /** Lets nobody in any more; done when all are out. */
  CompletableFuture<Void> close() {
    closing = true;
    settle(underWay.get());
    return empty;
  }

  boolean isClosing() {
    return closing;
  }

  private void settle(long left) {
    if (closing && left == 0) {
      empty.complete(null);
    }
  }
}
