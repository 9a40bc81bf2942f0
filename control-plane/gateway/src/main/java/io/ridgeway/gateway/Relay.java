package io.ridgeway.gateway;

import io.ridgeway.gateway.upstream.Upstream;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** Hands a node's answer on: whole if it is short, else as it comes. */
final class Relay {
  private static final int SHORT = 64 * 1024;

  private Relay() {}

  static void through(HttpClientResponse answer, Exchange exchange) {
    String length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && length.length() <= 6 && Integer.parseInt(length) <= SHORT) {
      whole(answer, exchange);
    } else {
      stream(answer, exchange, length);
    }
  }

  private static void whole(HttpClientResponse answer, Exchange exchange) {
    Upstream.body(answer, SHORT)
        .onComplete(
            body -> {
              if (body.length() == 0) {
                exchange.silent();
              } else {
                exchange.answer(body);
              }
            },
            broken -> exchange.fail(null, Refusals.unanswered(broken, false)));
  }

  private static void stream(
      HttpClientResponse answer, Exchange exchange, @Nullable String length) {
    if (exchange.over()) {
      answer.request().reset();
      return;
    }
    HttpServerResponse response = exchange.response();
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    if (length == null) {
      response.setChunked(true);
    } else {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, length);
    }
    answer
        .pipe()
        .endOnFailure(false)
        .to(response)
        .onFailure(
            broken -> {
              // Half an answer can't be mended: the caller must see that it is cut off.
              answer.request().reset();
              response.reset();
            });
  }
}
