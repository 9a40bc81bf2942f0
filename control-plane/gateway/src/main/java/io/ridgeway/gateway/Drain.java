package io.ridgeway.gateway;

import java.util.concurrent.CompletableFuture;

/** Counts the requests under way, so that a gateway that closes can wait for them. Thread-safe. */
final class Drain {
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private int underWay;
  private boolean closing;

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
