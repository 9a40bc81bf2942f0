package io.ridgeway.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An error as RFC 9457 writes it.
 *
 * @param type {@code urn:ridgeway:problem:} and the stable slug of {@link ProblemType}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type, String title, int status, String detail, List<Violation> violations) {
  static final String MEDIA_TYPE = "application/problem+json";
  private static final Duration RETRY = Duration.ofSeconds(5);

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
    refusal
        .again()
        .or(() -> type == ProblemType.UNAVAILABLE ? Optional.of(RETRY) : Optional.empty())
        .ifPresent(again -> answer.header("Retry-After", again.toSeconds()));
    return answer.build();
  }
}
