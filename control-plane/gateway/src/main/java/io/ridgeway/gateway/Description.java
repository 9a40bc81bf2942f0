package io.ridgeway.gateway;

import io.ridgeway.model.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Hands out the description of the native door and of BSN's, in OpenAPI, to anybody. */
final class Description implements Handler<HttpServerRequest> {
  static final String PATH = "/gateway/v1/openapi.json";

  private static final String RESOURCE = "openapi.json";

  private final Buffer text = Buffer.buffer(read());

  @Override
  public void handle(HttpServerRequest request) {
    Exchange exchange = new Exchange(request);
    if (request.method().equals(HttpMethod.GET)) {
      exchange.answer(text);
    } else {
      exchange.header("Allow", HttpMethod.GET.name());
      Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Here is only GET offered.").tell(exchange);
    }
  }

  /** As it stands beside this class. */
  static byte[] read() {
    try (InputStream in = Description.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the gateway's description isn't there");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
