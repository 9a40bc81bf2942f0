package io.ridgeway.portal.api;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request's fields, so that a caller sees all of it at once. */
final class Input {
  private final List<Violation> violations = new ArrayList<>();

  /** The value, which must be there; a placeholder if it isn't, and then {@link #check} refuses. */
  <T> T required(String field, @Nullable T value, T placeholder) {
    if (value == null || (value instanceof String text && text.isBlank())) {
      violations.add(new Violation(field, field + " is missing."));
      return placeholder;
    }
    return value;
  }

  /** Refuses if anything is wrong. */
  void check() {
    if (!violations.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID, violations);
    }
  }

  /** What {@code made} gives; what it objects to becomes a violation of that field. */
  static <T> T at(String field, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new Refusal(ProblemType.INVALID, message, List.of(new Violation(field, message)));
    }
  }

  /** The body, which must be there. */
  static <T> T body(@Nullable T body) {
    if (body == null) {
      throw new Refusal(ProblemType.BAD_REQUEST, "The request has no body.");
    }
    return body;
  }
}
