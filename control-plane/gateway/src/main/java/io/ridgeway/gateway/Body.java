package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.model.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a request's body, within bounds of size and time. */
final class Body {
  private static final long PATIENCE_MILLIS = 30_000;

  private final Exchange exchange;
  private final int max;
  private final Clock clock;
  private final long since;
  private @Nullable Buffer body;
  private boolean own;
  private boolean refused;
  private final Refusing refusing;

  /** Answers that a body isn't taken. */
  @FunctionalInterface
  interface Refusing {
    void refuse(int status, String why);
  }

  /** Refuses as the REST doors do. */
  static Refusing asProblem(Exchange exchange, GatewayStats stats) {
    return (status, why) -> {
      stats.malformed.increment();
      ProblemType type =
          switch (status) {
            case 413 -> ProblemType.TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            default -> ProblemType.BAD_REQUEST;
          };
      Problem.of(type, why).tell(exchange);
    };
  }

  private Body(Exchange exchange, Refusing refusing, int max, Clock clock) {
    this.exchange = exchange;
    this.refusing = refusing;
    this.max = max;
    this.clock = clock;
    this.since = clock.millis();
  }

  /** As {@link #read(Exchange, Refusing, int, Clock, Consumer)}, refusing as JSON-RPC does. */
  static void read(Exchange exchange, int max, Clock clock, Consumer<Buffer> then) {
    Refusing asRpc =
        (status, why) -> exchange.fail(null, RpcError.of(RpcError.INVALID_REQUEST, status, why));
    read(exchange, asRpc, max, clock, then);
  }

  /** Gives the body to {@code then}, or answers why not. A caller that goes away gets nothing. */
  static void read(
      Exchange exchange, Refusing refusing, int max, Clock clock, Consumer<Buffer> then) {
    String encoding = exchange.request().getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      exchange.closing();
      refusing.refuse(415, "Send the body uncompressed.");
      return;
    }
    new Body(exchange, refusing, max, clock).read(then);
  }

  private void read(Consumer<Buffer> then) {
    if (declared() > max) {
      tooLarge();
      return;
    }
    exchange
        .request()
        .handler(this::chunk)
        .endHandler(
            end -> {
              if (!refused) {
                then.accept(body == null ? Buffer.buffer(0) : body);
              }
            });
  }

  private long declared() {
    String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void chunk(Buffer chunk) {
    if (refused) {
      return;
    }
    if (body == null) {
      body = chunk;
    } else if (clock.millis() - since > PATIENCE_MILLIS) {
      refused = true;
      exchange.closing();
      refusing.refuse(408, "The body came too slowly.");
      return;
    } else {
      // The first chunk is the connection's own buffer: most bodies are no longer and aren't
      // copied.
      body = own ? body : Buffer.buffer().appendBuffer(body);
      own = true;
      body.appendBuffer(chunk);
    }
    if (body.length() > max) {
      tooLarge();
    }
  }

  private void tooLarge() {
    refused = true;
    exchange.closing();
    refusing.refuse(413, tooLong(max));
  }

  /** Why more than so many bytes aren't taken. */
  static String tooLong(int max) {
    return "The body is longer than " + max + " bytes, nothing was done: send less at once.";
  }
}
