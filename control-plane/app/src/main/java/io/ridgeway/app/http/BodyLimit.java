package io.ridgeway.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.ridgeway.model.problem.ProblemType;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that says itself that it is too long, as a problem. Quarkus' own limit stays for
 * the rest; it closes the connection, so that a caller who still writes never sees why.
 */
@Singleton
final class BodyLimit {
  private static final int BEFORE_QUARKUS_OWN = 1_000;
  private static final int AFTER_QUARKUS_OWN = 1;
  private static final long MOST = 1L << 20;

  /** Where packages are uploaded; they alone may be as long as Quarkus' own limit. */
  private static final Pattern UPLOADS = Pattern.compile("(/v1)?/networks/[^/]+/contracts");

  private static final long READ_AND_FORGOTTEN = 16L << 20;

  private final long mostOfUploads;
  private final String problem;
  private final String problemOfUploads;

  BodyLimit(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize uploads,
      ObjectMapper json)
      throws JsonProcessingException {
    this.mostOfUploads = uploads.asLongValue();
    this.problem = problem(json, "A request body has at most 1 MiB.");
    this.problemOfUploads = problem(json, "A contract's package has at most 50 MiB.");
  }

  private static String problem(ObjectMapper json, String detail) throws JsonProcessingException {
    return json.writeValueAsString(Problem.of(ProblemType.TOO_LARGE, detail).getEntity());
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_QUARKUS_OWN);
    filters.register(BodyLimit::bound, AFTER_QUARKUS_OWN);
  }

  /** What doesn't say how long it is: Quarkus notes how much of it is read at most. */
  private static void bound(RoutingContext context) {
    if (context.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY) != null && !isUpload(context)) {
      context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, MOST);
    }
    context.next();
  }

  private static boolean isUpload(RoutingContext context) {
    return context.request().method() == HttpMethod.POST
        && UPLOADS.matcher(context.normalizedPath()).matches();
  }

  private void check(RoutingContext context) {
    long length = declared(context.request().getHeader("Content-Length"));
    boolean upload = isUpload(context);
    String why = upload ? problemOfUploads : problem;
    if (length <= (upload ? mostOfUploads : MOST)) {
      context.next();
    } else if (length <= READ_AND_FORGOTTEN) {
      context
          .request()
          .handler(chunk -> {})
          .endHandler(end -> refuse(context.response(), why))
          .resume();
    } else {
      refuse(context.response().putHeader("Connection", "close"), why);
    }
  }

  private static void refuse(HttpServerResponse response, String why) {
    response
        .setStatusCode(ProblemType.TOO_LARGE.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(why);
  }

  private static long declared(@Nullable String length) {
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0; // The server's own check answers it.
    }
  }
}
