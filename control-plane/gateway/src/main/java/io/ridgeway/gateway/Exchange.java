package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcWriter;
import io.ridgeway.gateway.rpc.Slice;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** One HTTP request and the one answer that it gets. For one event loop. */
final class Exchange extends Passage {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
  private static final CharSequence LIMIT = HttpHeaders.createOptimized("RateLimit");
  private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");

  private final HttpServerRequest request;
  private final HttpServerResponse response;

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

  @Override
  boolean over() {
    return response.ended() || response.closed();
  }

  @Override
  void tell(String policy, String state) {
    response.putHeader(POLICY, policy).putHeader(LIMIT, state);
  }

  @Override
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

  @Override
  void fail(@Nullable Slice id, RpcError error) {
    if (!over()) {
      response.setStatusCode(error.status());
      answer(Buffer.buffer(RpcWriter.error(id, error)));
    }
  }

  @Override
  void answer(Buffer body) {
    if (!over()) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
    }
  }

  @Override
  void answer(int status, Buffer body) {
    answer(status, JSON, body);
  }

  @Override
  void relay(HttpClientResponse answer) {
    Relay.through(answer, this);
  }

  /** Answers with a body of that kind, and a status. */
  void answer(int status, CharSequence type, Buffer body) {
    if (!over()) {
      response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
    }
  }

  @Override
  void silent() {
    if (!over()) {
      response.setStatusCode(204).end();
    }
  }
}
