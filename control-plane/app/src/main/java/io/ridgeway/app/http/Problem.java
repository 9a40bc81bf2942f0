package io.ridgeway.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * An error as RFC 9457 writes it.
 *
 * @param type {@code urn:ridgeway:problem:} and the stable slug of {@link ProblemType}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type, String title, int status, String detail, List<Violation> violations) {
  static final String MEDIA_TYPE = "application/problem+json";
  private static final int RETRY_SECONDS = 5;

  static Response of(ProblemType type, String detail) {
    return of(new Refusal(type, detail));
  }

  static Response of(Refusal refusal) {
    ProblemType type = refusal.type();
    Response.ResponseBuilder answer =
        Response.status(type.status())
            .type(MEDIA_TYPE)
            .entity(
                new Problem(
                    "urn:ridgeway:problem:" + type.slug(),
                    type.title(),
                    type.status(),
                    refusal.detail(),
                    refusal.violations()));
    if (type == ProblemType.UNAUTHENTICATED) {
      answer.header("WWW-Authenticate", "Bearer");
    }
    if (type == ProblemType.UNAVAILABLE || type == ProblemType.TOO_MANY_REQUESTS) {
      answer.header("Retry-After", RETRY_SECONDS);
    }
    return answer.build();
  }
}
