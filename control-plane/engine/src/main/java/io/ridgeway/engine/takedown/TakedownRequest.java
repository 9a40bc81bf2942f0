package io.ridgeway.engine.takedown;

import io.ridgeway.engine.change.Grounds;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What is asked to be erased, and why.
 *
 * @param contract its name
 * @param collection where the data are
 * @param keys of the data; they may say something of a person, so they are in no text
 * @param reason why, for people
 * @param reference what asks for it: a file number, a request's, a court's
 */
public record TakedownRequest(
    String contract, String collection, List<String> keys, String reason, String reference) {
  /** One transaction erases them all, or none. */
  static final int MOST_KEYS = 20;

  static final int LONGEST_KEY = 1024;

  public TakedownRequest {
    contract = contract.strip();
    collection = collection.strip();
    keys = List.copyOf(keys);
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
    if (keys.isEmpty() || keys.size() > MOST_KEYS) {
      violations.add(
          new Violation(
              "keys", "Name 1 to " + MOST_KEYS + " keys at once; ask again for more of them."));
    }
    if (keys.stream().anyMatch(key -> key.isBlank() || key.length() > LONGEST_KEY)) {
      violations.add(
          new Violation("keys", "A key has 1 to " + LONGEST_KEY + " characters, and isn't blank."));
    }
    if (new HashSet<>(keys).size() < keys.size()) {
      violations.add(new Violation("keys", "Name each key once."));
    }
    Grounds.check(reason, reference, violations);
    if (!violations.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID, violations);
    }
  }

  @Override
  public String toString() {
    return keys.size() + " keys in " + contract + "/" + collection;
  }
}
