package io.ridgeway.gateway;

import io.github.bucket4j.ConsumptionProbe;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcWriter;
import io.ridgeway.gateway.rpc.Slice;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** One HTTP request and the one answer that it gets. For one event loop. */
final class Exchange {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
  private static final CharSequence LIMIT = HttpHeaders.createOptimized("RateLimit");
  private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private @Nullable KeyGate gate;

  Exchange(HttpServerRequest request) {
    this.request = request;
    this.response = request.response();
  }

  HttpServerRequest request() {
    return request;
  }

  /** The response, for what streams a node's answer through. */
  HttpServerResponse response() {
    return response;
  }

  /** Whether an answer can no longer be given. */
  boolean over() {
    return response.ended() || response.closed();
  }

  /**
   * Lets the call in by its key's gate, where the key has one; null if it is in, else why too many
   * are under way there. {@link #take} is to follow.
   */
  @Nullable Limited enter(Caller caller) {
    LiveNetwork network = caller.network();
    KeyGate by = network.gate(caller.credential());
    if (by != null && !by.enter()) {
      return limited(network, by, by.crowded());
    }
    gate = by;
    return null;
  }

  /** Lets a single call in by all that limits it; null if it is in, else why not. */
  @Nullable Limited admit(Caller caller) {
    Limited crowded = enter(caller);
    return crowded == null ? take(caller.network(), 1) : crowded;
  }

  /** The call is over. */
  void leave() {
    KeyGate entered = gate;
    gate = null;
    if (entered != null) {
      entered.leave();
    }
  }

  /**
   * Takes so many calls from the limits of the key and the network, and tells the caller how they
   * stand; null if they were taken, else why none was.
   */
  @Nullable Limited take(LiveNetwork network, int calls) {
    KeyGate by = gate;
    Limited limited = by == null ? null : by.take(calls);
    if (limited == null) {
      ConsumptionProbe probe = network.limit().take(calls);
      if (probe.isConsumed()) {
        if (by == null) {
          limit(network.limit(), probe);
        } else {
          response
              .putHeader(POLICY, network.limit().policy() + by.policies())
              .putHeader(LIMIT, network.limit().state(probe) + by.states());
        }
        return null;
      }
      if (by != null) {
        by.giveBack(calls);
      }
      limited = Limited.network(network.limit(), probe, calls);
    }
    return limited(network, by, limited);
  }

  /** Tells the caller which limit it is. */
  Limited limited(LiveNetwork network, @Nullable KeyGate by, Limited limited) {
    String policy = network.limit().policy();
    response
        .putHeader(POLICY, by == null ? policy : policy + by.policies())
        .putHeader(LIMIT, limited.state());
    retryAfter(limited.seconds());
    return limited;
  }

  /** Tells the caller where the limit stands. */
  Exchange limit(RateLimit limit, ConsumptionProbe probe) {
    response.putHeader(POLICY, limit.policy()).putHeader(LIMIT, limit.state(probe));
    return this;
  }

  Exchange retryAfter(long seconds) {
    response.putHeader(RETRY_AFTER, Long.toString(Math.max(1, seconds)));
    return this;
  }

  /** The same, unless it is said already. */
  Exchange retryAfterUnlessSaid(long seconds) {
    return over() || response.headers().contains(RETRY_AFTER) ? this : retryAfter(seconds);
  }

  Exchange header(CharSequence name, CharSequence value) {
    response.putHeader(name, value);
    return this;
  }

  /** Ends the connection with the answer: what else comes over it isn't read. */
  Exchange closing() {
    if (request.version() == HttpVersion.HTTP_2) {
      // Its connections carry other calls, too, and know no such header.
      return this;
    }
    response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    return this;
  }

  /** Answers with an error, and with its HTTP status. */
  void fail(@Nullable Slice id, RpcError error) {
    if (!over()) {
      response.setStatusCode(error.status());
      answer(Buffer.buffer(RpcWriter.error(id, error)));
    }
  }

  /** Answers with a JSON body. */
  void answer(Buffer body) {
    if (!over()) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
    }
  }

  /** Answers with a body of that kind, and a status. */
  void answer(int status, CharSequence type, Buffer body) {
    if (!over()) {
      response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
    }
  }

  /** Answers with nothing: only notifications were sent. */
  void silent() {
    if (!over()) {
      response.setStatusCode(204).end();
    }
  }
}
