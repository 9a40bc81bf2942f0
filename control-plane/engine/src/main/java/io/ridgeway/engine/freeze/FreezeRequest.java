package io.ridgeway.engine.freeze;

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
  static final int LONGEST_REASON = 500;
  static final int LONGEST_REFERENCE = 200;

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
    said("reason", reason, LONGEST_REASON, violations);
    said("reference", reference, LONGEST_REFERENCE, violations);
    if (!violations.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID, violations);
    }
  }

  private static void said(String field, String text, int longest, List<Violation> violations) {
    if (text.isEmpty() || text.length() > longest) {
      violations.add(
          new Violation(
              field,
              "Say it in 1 to " + longest + " characters: it is kept in the record for good."));
    }
  }
}
