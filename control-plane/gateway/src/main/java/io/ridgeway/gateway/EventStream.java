package io.ridgeway.gateway;

import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerEvent;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One answer of server-sent events. Its thread reads the ledger and waits until each event is
 * written, so that a caller that reads slowly is not written to faster than that; the event loop
 * keeps the connection awake, and ends it once its caller wouldn't be let in any more.
 */
final class EventStream {
  private static final long AWAKE_MILLIS = 15_000;
  private static final long SLOWEST_SECONDS = 30;

  private final Vertx vertx;
  private final Context context;
  private final HttpServerResponse response;
  private final Caller caller;
  private @Nullable Events events;
  private boolean closed;

  EventStream(Vertx vertx, Context context, Exchange exchange, Caller caller) {
    this.vertx = vertx;
    this.context = context;
    this.response = exchange.response();
    this.caller = caller;
  }

  boolean isOf(LiveNetwork network) {
    return caller.network() == network;
  }

  /**
   * Writes events until somebody ends it. Blocks.
   *
   * @param source opens them
   * @param begun is told once they are open
   */
  void run(Supplier<Events> source, Consumer<Caller> begun) {
    if (!opened(source.get())) {
      return;
    }
    begun.accept(caller);
    write(Buffer.buffer(": open\n\n"));
    long timer = vertx.setPeriodic(AWAKE_MILLIS, tick -> context.runOnContext(now -> awake()));
    try (Events all = events()) {
      for (Optional<LedgerEvent> next = all.next();
          next.isPresent() && write(NativeAnswers.event(next.get()));
          next = all.next()) {
        // Each is written before the next one is read.
      }
    } finally {
      vertx.cancelTimer(timer);
    }
    context.runOnContext(now -> end());
  }

  private synchronized boolean opened(Events these) {
    if (closed) {
      these.close();
      return false;
    }
    events = these;
    return true;
  }

  private synchronized Events events() {
    if (events == null) {
      throw new IllegalStateException("it isn't open");
    }
    return events;
  }

  private void awake() {
    if (!caller.isWelcome()) {
      close();
    } else if (!isOver()) {
      response.write(": \n\n");
    }
  }

  /** Whether it was written; not if the caller is gone, or too slow. */
  private boolean write(Buffer text) {
    Promise<Void> written = Promise.promise();
    context.runOnContext(
        now -> {
          if (isOver()) {
            written.fail("the caller is gone");
            return;
          }
          if (!response.headWritten()) {
            response
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store");
          }
          response.write(text).onComplete(written);
        });
    try {
      written
          .future()
          .toCompletionStage()
          .toCompletableFuture()
          .get(SLOWEST_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isOver() {
    return response.ended() || response.closed();
  }

  private void end() {
    if (!isOver()) {
      response.end();
    }
  }

  /** Ends it; by any thread. */
  void close() {
    Events these;
    synchronized (this) {
      closed = true;
      these = events;
    }
    if (these != null) {
      these.close();
    }
    context.runOnContext(now -> end());
  }
}
