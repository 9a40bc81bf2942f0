package io.ridgeway.model.problem;

import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The product's no: what happened, to what, and what to do about it. One place in each door turns
 * it into that door's answer.
 *
 * <p>The detail is shown to the caller: it never holds a secret, another tenant's name, or an
 * internal path.
 */
public final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final String detail;
  private final transient List<Violation> violations;
  private final transient @Nullable Duration again;

  public Refusal(ProblemType type, String detail) {
    this(type, detail, List.of());
  }

  public Refusal(ProblemType type, String detail, List<Violation> violations) {
    this(type, detail, violations, null);
  }

  private Refusal(
      ProblemType type, String detail, List<Violation> violations, @Nullable Duration again) {
    super(detail);
    this.type = type;
    this.detail = detail;
    this.violations = List.copyOf(violations);
    this.again = again;
  }

  /** One that passes: it is worth asking again after that long. */
  public static Refusal passing(ProblemType type, String detail, Duration again) {
    return new Refusal(type, detail, List.of(), again);
  }

  /** A refusal whose detail is the violations, joined. */
  public static Refusal of(ProblemType type, List<Violation> violations) {
    return new Refusal(
        type,
        violations.stream().map(Violation::message).collect(Collectors.joining(" ")),
        violations);
  }

  /** The same answer for what isn't there and for what belongs to someone else. */
  public static Refusal notFound(String what, Object id) {
    return new Refusal(ProblemType.NOT_FOUND, "There is no " + what + " " + id + ".");
  }

  public ProblemType type() {
    return type;
  }

  /** What happened and what to do. */
  public String detail() {
    return detail;
  }

  public List<Violation> violations() {
    return violations;
  }

  /** After how long it is worth asking again, where that is known. */
  public Optional<Duration> again() {
    return Optional.ofNullable(again);
  }
}
