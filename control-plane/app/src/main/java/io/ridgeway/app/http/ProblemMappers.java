package io.ridgeway.app.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.quarkus.resteasy.reactive.server.runtime.exceptionmappers.UnauthorizedExceptionMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import io.ridgeway.pages.Doors;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place in which what goes wrong behind a REST door becomes a problem. */
final class ProblemMappers {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  Response refusal(Refusal refusal) {
    return Problem.of(refusal);
  }

  /** A value's own constructor said no. */
  @ServerExceptionMapper
  Response illegal(IllegalArgumentException e) {
    return Problem.of(ProblemType.INVALID, String.valueOf(e.getMessage()));
  }

  @ServerExceptionMapper(priority = 1)
  Response json(JacksonException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return Problem.of(
          new Refusal(
              ProblemType.UNKNOWN_FIELD,
              "There is no field " + path(unknown) + " here; see the OpenAPI for those that are.",
              List.of(new Violation(path(unknown), "Unknown field."))));
    }
    if (e instanceof ValueInstantiationException value) {
      if (value.getCause() instanceof Refusal cause) {
        return Problem.of(cause);
      }
      if (value.getCause() instanceof IllegalArgumentException cause) {
        return invalid(path(value), String.valueOf(cause.getMessage()));
      }
    }
    if (e instanceof JsonMappingException mapping) {
      return invalid(
          path(mapping), "The value of " + path(mapping) + " is missing or not of the right type.");
    }
    return Problem.of(ProblemType.BAD_REQUEST, "The body is not JSON: " + e.getOriginalMessage());
  }

  /** Quarkus has a mapper of its own for these, closer than the one above, that says nothing. */
  @ServerExceptionMapper(priority = 1)
  Response mismatched(MismatchedInputException e) {
    return json(e);
  }

  private static Response invalid(String field, String message) {
    return Problem.of(
        new Refusal(ProblemType.INVALID, message, List.of(new Violation(field, message))));
  }

  /** Machines are told; people are sent to sign in. */
  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  Uni<Response> signIn(RoutingContext routing) {
    return Doors.isApi(routing.normalizedPath())
        ? Uni.createFrom().item(unauthenticated())
        : new UnauthorizedExceptionMapper().handle(routing);
  }

  private static Response unauthenticated() {
    return Problem.of(
        ProblemType.UNAUTHENTICATED, "Send a valid bearer token; ridgectl login gets one.");
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e) {
    return Problem.of(
        ProblemType.FORBIDDEN,
        "You may not do that: it needs a role that you do not have; ask an operator.");
  }

  @ServerExceptionMapper
  Response web(WebApplicationException e) {
    if (e.getCause() instanceof JacksonException json) {
      return json(json);
    }
    int status = e.getResponse().getStatus();
    return switch (status) {
      case 400 -> Problem.of(ProblemType.BAD_REQUEST, "The request can't be read.");
      case 401 -> unauthenticated();
      case 403 ->
          Problem.of(
              ProblemType.FORBIDDEN,
              "You may not do that: it needs a role that you do not have; ask an operator.");
      case 404 -> Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address.");
      case 405 -> Problem.of(ProblemType.METHOD_NOT_ALLOWED, "See the OpenAPI for the methods.");
      case 406 -> Problem.of(ProblemType.NOT_ACCEPTABLE, "Ask for application/json.");
      case 413 -> Problem.of(ProblemType.TOO_LARGE, "A request body has at most 1 MiB.");
      case 415 -> Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
      default -> status < 500 ? e.getResponse() : internal(e);
    };
  }

  /** The database is away; nothing that was acknowledged is lost. */
  @ServerExceptionMapper
  Response database(PersistenceException e) {
    LOG.atWarn().setCause(e).log("a request failed in the database");
    return Problem.of(
        ProblemType.UNAVAILABLE, "The database does not answer; nothing was changed. Try again.");
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    return internal(e);
  }

  private static Response internal(Throwable e) {
    LOG.atError().setCause(e).log("a request failed");
    return Problem.of(
        ProblemType.INTERNAL, "It is logged. Try again, or tell the operator when it happened.");
  }

  private static String path(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(r -> r.getFieldName() == null ? String.valueOf(r.getIndex()) : r.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "the body" : path;
  }
}
