package io.ridgeway.engine.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects refusals. */
public final class Refused {
  private Refused() {}

  /** The refusal, which is of that type. */
  public static Refusal as(ProblemType type, ThrowingCallable work) {
    Refusal refusal = catchThrowableOfType(Refusal.class, work);
    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.type()).as(refusal.detail()).isEqualTo(type);
    return refusal;
  }
}
