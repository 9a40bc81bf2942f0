package io.ridgeway.model.network;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One durable change of a network, with its steps in order.
 *
 * @param message what it waits for or why it failed; empty while there is nothing to say
 */
public record Operation(
    OperationId id,
    TenantId tenant,
    NetworkId network,
    Kind kind,
    State state,
    List<Step> steps,
    String message,
    Instant requestedAt,
    Optional<Instant> finishedAt) {
  public Operation {
    steps = List.copyOf(steps);
  }

  /** One that was just asked for; its steps are listed by who begins to work on it. */
  public static Operation begun(TenantId tenant, NetworkId network, Kind kind, Instant now) {
    return new Operation(
        OperationId.next(),
        tenant,
        network,
        kind,
        State.RUNNING,
        List.of(),
        "",
        now,
        Optional.empty());
  }

  /** The same, over at {@code at}; its steps and its message stay as they were. */
  public Operation ended(State how, Instant at) {
    return new Operation(
        id, tenant, network, kind, how, steps, message, requestedAt, Optional.of(at));
  }

  /**
   * The same, standing aside for another one that can't wait; it goes on once that is over.
   *
   * @param why what it lets go first, for people
   */
  public Operation aside(String why) {
    return new Operation(
        id, tenant, network, kind, State.ASIDE, steps, why, requestedAt, finishedAt);
  }

  /** The same, under way again after it stood aside. */
  public Operation back() {
    return new Operation(
        id, tenant, network, kind, State.RUNNING, steps, "", requestedAt, finishedAt);
  }

  /** Whether nothing more comes of it. */
  public boolean isOver() {
    return state != State.RUNNING && state != State.ASIDE;
  }

  /**
   * The one that people follow: what is under way, or else what ended last.
   *
   * @param all a network's, newest first
   */
  public static Optional<Operation> followed(List<Operation> all) {
    return all.stream()
        .filter(o -> o.state() == State.RUNNING)
        .findFirst()
        .or(
            () ->
                all.stream()
                    .max(Comparator.comparing(o -> o.finishedAt().orElse(o.requestedAt()))));
  }

  /** What is changed. */
  public enum Kind {
    CREATE,
    DELETE,
    /** Nodes are replaced by others of their role: moved, or given up for lost. */
    REPLACE,
    /** What was ordered changes: nodes are added or taken away, parameters or versions differ. */
    CHANGE,
    /** All certificates are renewed, for the keys that there are. */
    ROTATE,
    /**
     * A contract of the tenant's own is brought to the ledger, or takes another version's place.
     */
    CONTRACT,
    /** What a node holds of the ledger is copied and kept apart. */
    BACKUP,
    /** A stretch of the ledger's history is read, proved and kept apart. */
    ARCHIVE,
    /** Private data are erased at every node that holds them. */
    PURGE,
    /** An account or a contract is frozen on its ledger, or let go. */
    FREEZE,
    /** Its nodes are stopped, with all that they have kept. */
    SUSPEND,
    /** What was suspended runs again. */
    RESUME,
    /** What networks left behind that lived on its nodes is removed from those, one at a time. */
    WINDOW,
    /** The ledger is told of certificates that aren't good any more. */
    REVOKE
  }

  /** How far it is. */
  public enum State {
    RUNNING,
    /** It waits for members' answers, and another one that can't wait goes ahead of it. */
    ASIDE,
    SUCCEEDED,
    FAILED,
    /** A later operation made it pointless, as a deletion does a creation. */
    SUPERSEDED
  }

  /**
   * One step of an operation.
   *
   * @param name a key of the step's text: {@code place}, {@code reserve-addresses}, …
   * @param message what it is doing or waiting for
   */
  public record Step(
      String name,
      StepState state,
      String message,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt) {

    /** A step that has not begun. */
    public static Step pending(String name) {
      return new Step(name, StepState.PENDING, "", Optional.empty(), Optional.empty());
    }
  }

  /** How far a step is. */
  public enum StepState {
    PENDING,
    RUNNING,
    DONE,
    FAILED
  }

  /** Whole per cent of its steps that are done. */
  public int percent() {
    if (steps.isEmpty()) {
      return isOver() ? 100 : 0;
    }
    long done = steps.stream().filter(s -> s.state() == StepState.DONE).count();
    return (int) (100 * done / steps.size());
  }
}
