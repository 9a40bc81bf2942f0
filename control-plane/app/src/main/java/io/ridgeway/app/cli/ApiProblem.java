package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** A problem (RFC 9457) that a REST door answered with. */
public final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  ApiProblem(int status, JsonNode problem) {
    super(text(status, problem));
    this.status = status;
    this.type = problem.path("type").asText("");
  }

  public int status() {
    return status;
  }

  /** {@code urn:ridgeway:problem:…}; empty text if the answer was no problem document. */
  public String type() {
    return type;
  }

  int exitCode() {
    if (status >= 500) {
      return Failure.UNREACHABLE;
    }
    return status == 401 || status == 403 ? Failure.NOT_ALLOWED : Failure.REFUSED;
  }

  private static String text(int status, JsonNode problem) {
    StringBuilder text =
        new StringBuilder(problem.path("title").asText("The answer was " + status));
    if (problem.hasNonNull("detail")) {
      text.append(": ").append(problem.path("detail").asText());
    }
    if (problem.path("violations").size() > 1) {
      problem
          .path("violations")
          .forEach(
              v ->
                  text.append("\n  ")
                      .append(v.path("field").asText())
                      .append(": ")
                      .append(v.path("message").asText()));
    }
    return text.toString();
  }
}
