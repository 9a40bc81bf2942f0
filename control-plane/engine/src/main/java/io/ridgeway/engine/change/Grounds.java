package io.ridgeway.engine.change;

import io.ridgeway.model.problem.Violation;
import java.util.List;

/** What is said of why something is done that a record is kept of for good. */
public final class Grounds {
  /** Of a reason, in characters. */
  public static final int LONGEST_REASON = 500;

  /** Of what asks for it, in characters. */
  public static final int LONGEST_REFERENCE = 200;

  private Grounds() {}

  /** Adds what is wrong with them. */
  public static void check(String reason, String reference, List<Violation> violations) {
    said("reason", reason, LONGEST_REASON, violations);
    said("reference", reference, LONGEST_REFERENCE, violations);
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
