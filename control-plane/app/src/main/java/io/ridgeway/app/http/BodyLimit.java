package io.ridgeway.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.ridgeway.model.problem.ProblemType;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that says itself that it is too long, as a problem. Quarkus' own limit stays for
 * the rest; it closes the connection, so that a caller who still writes never sees why.
 */
@Singleton
final class BodyLimit {
  private static final int BEFORE_QUARKUS_OWN = 1_000;
  private static final long READ_AND_FORGOTTEN = 16L << 20;

  private final long most;
  private final String problem;

  BodyLimit(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most,
      ObjectMapper json)
      throws JsonProcessingException {
    this.most = most.asLongValue();
    this.problem =
        json.writeValueAsString(
            Problem.of(ProblemType.TOO_LARGE, "A request body has at most 1 MiB.").getEntity());
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_QUARKUS_OWN);
  }

  private void check(RoutingContext context) {
    long length = declared(context.request().getHeader("Content-Length"));
    if (length <= most) {
      context.next();
    } else if (length <= READ_AND_FORGOTTEN) {
      context.request().handler(chunk -> {}).endHandler(end -> refuse(context.response())).resume();
    } else {
      refuse(context.response().putHeader("Connection", "close"));
    }
  }

  private void refuse(HttpServerResponse response) {
    response
        .setStatusCode(ProblemType.TOO_LARGE.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(problem);
  }

  private static long declared(@Nullable String length) {
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0; // The server's own check answers it.
    }
  }
}
