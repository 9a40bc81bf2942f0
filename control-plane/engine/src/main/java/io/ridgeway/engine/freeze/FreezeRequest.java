package io.ridgeway.engine.freeze;

import io.ridgeway.engine.change.Grounds;
import io.ridgeway.engine.freeze.Freeze.Kind;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked to be frozen or let go, and why.
 *
 * @param frozen whether it is to be stopped, or to go on
 * @param reason why, for people; kept for good
 * @param reference what asks for it: a court's file number, an order's
 */
public record FreezeRequest(
    Kind kind, String address, boolean frozen, String reason, String reference) {
  public FreezeRequest {
    address = address.strip();
    reason = reason.strip();
    reference = reference.strip();
  }

  /**
   * Refuses what can't be meant.
   *
   * @throws Refusal {@code INVALID} with what is wrong
   */
  void check() {
    List<Violation> violations = new ArrayList<>();
    Grounds.check(reason, reference, violations);
    if (!violations.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID, violations);
    }
  }
}
