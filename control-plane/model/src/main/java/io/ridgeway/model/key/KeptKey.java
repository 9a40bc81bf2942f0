package io.ridgeway.model.key;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.Optional;

/**
 * A key with all that was decided about it.
 *
 * @param exportable whether it may leave custody at all, with two administrators' consent; decided
 *     when it was made
 * @param readable whether its policy could be read; if not, its record was altered, and nothing is
 *     signed with it
 */
public record KeptKey(
    ManagedKey key,
    KeyOrigin origin,
    boolean exportable,
    KeyPolicy policy,
    KeyLife life,
    boolean readable) {
  /** Of one whose policy could be read. */
  public KeptKey(
      ManagedKey key, KeyOrigin origin, boolean exportable, KeyPolicy policy, KeyLife life) {
    this(key, origin, exportable, policy, life, true);
  }

  /** Of a key of which nothing was decided. */
  public static KeptKey of(ManagedKey key) {
    return new KeptKey(key, KeyOrigin.MADE, true, KeyPolicy.NONE, KeyLife.FRESH);
  }

  /** Returns if the key may sign, else refuses and says why. */
  public void requireInForce() {
    if (!readable) {
      throw new Refusal(
          ProblemType.FORBIDDEN,
          "The policy of key "
              + key.name()
              + " ("
              + key.id()
              + ") can't be read. Use another key.");
    }
    Optional<String> why =
        switch (life.state()) {
          case IN_FORCE -> Optional.empty();
          case DISABLED ->
              Optional.of(
                  "is disabled since "
                      + life.disabledAt().orElseThrow()
                      + life.successor()
                          .map(k -> ", and key " + k + " took over its name")
                          .orElse("")
                      + ". Enable it, or use another key.");
          case ENDING ->
              Optional.of(
                  "will be destroyed at "
                      + life.destroyAt().orElseThrow()
                      + ". Take that back and enable it, or use another key.");
          case DESTROYED -> Optional.of("was destroyed. Use another key.");
        };
    if (why.isPresent()) {
      throw new Refusal(
          ProblemType.FORBIDDEN, "Key " + key.name() + " (" + key.id() + ") " + why.get());
    }
  }
}
