package io.ridgeway.engine.custody;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.model.key.Wrappings;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Shows operators what the key-encryption keys wrap, and has one take another's place. */
@Singleton
public final class RewrapDesk {
  private final Transactions transactions;
  private final Access access;
  private final Wrappings wrappings;
  private final Rewraps rewraps;
  private final AuditLog audit;
  private final Clock clock;

  public RewrapDesk(
      Transactions transactions,
      Access access,
      Wrappings wrappings,
      Rewraps rewraps,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.wrappings = wrappings;
    this.rewraps = rewraps;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * How things stand.
   *
   * @param current the key that wraps in this process
   * @param counts what each key wraps
   * @param rewrap the newest order to wrap anew
   */
  public record Standing(String current, List<Wrappings.Count> counts, Optional<Rewrap> rewrap) {
    /** Whether nothing needs another key than the current one. */
    public boolean settled() {
      return counts.stream().allMatch(count -> count.kek().equals(current));
    }
  }

  /** How things stand now. */
  public Standing look(Actor actor) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(this::standing);
  }

  /** Has everything wrapped by the current key; asked again, it is the same order. */
  public Standing begin(Actor actor) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(
        () -> {
          Standing before = standing();
          before.counts().stream()
              .filter(count -> !count.known())
              .findFirst()
              .ifPresent(
                  lacking -> {
                    throw new Refusal(
                        ProblemType.CONFLICT,
                        "Something is wrapped by "
                            + lacking.kek()
                            + ", which this process doesn't know. Name it among"
                            + " ridgeway.keys.also of every process first.");
                  });
          boolean same =
              before
                  .rewrap()
                  .filter(r -> r.underWay() && r.target().equals(before.current()))
                  .isPresent();
          if (!same) {
            rewraps.begin(
                new Rewrap(before.current(), actor.name(), clock.instant(), Optional.empty(), ""));
            audit.append(
                AuditEvent.of(
                    clock.instant(),
                    actor,
                    "key-encryption.rewrap",
                    before.current(),
                    "Everything is to be wrapped by " + before.current() + "."));
          }
          return standing();
        });
  }

  private Standing standing() {
    return new Standing(wrappings.current(), wrappings.counts(), rewraps.latest());
  }
}
