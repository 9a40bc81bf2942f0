package io.ridgeway.gateway;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Counts the requests under way, so that a gateway that closes can wait for them. Thread-safe. */
final class Drain {
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private int underWay;
  private boolean closing;

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
  synchronized boolean enter() {
    if (!closing) {
      underWay++;
    }
    return !closing;
  }

  /** A request that was let in is over. */
  synchronized void leave() {
    underWay--;
    settle();
  }

  /** Lets nobody in any more; done when all are out. */
  synchronized CompletableFuture<Void> close() {
    closing = true;
    settle();
    return empty;
  }

  synchronized boolean isClosing() {
    return closing;
  }

  private void settle() {
    if (closing && underWay == 0) {
      empty.complete(null);
    }
  }
}
