package io.ridgeway.engine.takedown;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TakedownId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The record of private data that are erased, or were: who asked for it and why, and what the nodes
 * said. The keys of the data are in it by their hashes only.
 *
 * @param operation what carries it out; another one once it was tried again
 * @param keyHashes by which the ledger knows the keys, in the order in which they were named
 * @param sealedKeys the keys themselves, encrypted with the tenant's data key, as long as they are
 *     needed; empty from then on
 * @param reason why, for people
 * @param reference what asks for it: a file number, a request's, a court's
 * @param requestedBy who, as people know them
 * @param ordered whether an operator asked for it, on a lawful order
 * @param attempts the transactions that were begun, oldest first; known before they are sent
 * @param outcome what counts of them; empty until one is in a block
 * @param answers what each node said when it was last asked
 * @param endedAt since when it is over, if it is
 * @param message why it isn't as it should be; empty otherwise
 */
public record Takedown(
    TakedownId id,
    TenantId tenant,
    NetworkId network,
    OperationId operation,
    State state,
    String contract,
    String collection,
    List<String> keyHashes,
    String sealedKeys,
    String reason,
    String reference,
    String requestedBy,
    boolean ordered,
    Instant requestedAt,
    List<Attempt> attempts,
    Optional<Outcome> outcome,
    List<Answer> answers,
    Optional<Instant> endedAt,
    String message) {
  public Takedown {
    keyHashes = List.copyOf(keyHashes);
    attempts = List.copyOf(attempts);
    answers = List.copyOf(answers);
  }

  /** How far it is. */
  public enum State {
    /** It is being carried out. */
    PURGING,
    /** Every node that had the data says that they are gone. */
    PURGED,
    /** The ledger agreed, and not every node has confirmed it; it can be tried again. */
    UNCONFIRMED,
    /** Nothing was erased; it can be tried again. */
    FAILED
  }

  /** A transaction that was begun. */
  public record Attempt(String transaction, Instant at) {}

  /**
   * The transaction by which the ledger agreed.
   *
   * @param block that it is in
   */
  public record Outcome(String transaction, long block, Instant seenAt) {}

  /**
   * What a node said.
   *
   * @param found the node's word: {@code ERASED}, {@code NOT_MEMBER}, {@code HELD}, {@code BEHIND}
   *     or {@code SILENT}
   * @param height how many blocks it had, -1 if that isn't known
   */
  public record Answer(
      NodeName node, String organisation, String found, long height, String detail) {}

  /** What the keys are sealed for. */
  public static String use(TakedownId id) {
    return "takedown " + id;
  }

  /** Whether it can be tried again. */
  public boolean isUnfinished() {
    return state == State.UNCONFIRMED || state == State.FAILED;
  }

  /** With another transaction that is about to be sent. */
  public Takedown attempting(Attempt attempt) {
    List<Attempt> more = new ArrayList<>(attempts);
    more.add(attempt);
    return with(operation, state, sealedKeys, more, outcome, answers, endedAt, message);
  }

  /** Once the ledger agreed. */
  public Takedown agreed(Outcome found) {
    return with(
        operation, state, sealedKeys, attempts, Optional.of(found), answers, endedAt, message);
  }

  /** With what the nodes say now. */
  public Takedown heard(List<Answer> all) {
    return with(operation, state, sealedKeys, attempts, outcome, all, endedAt, message);
  }

  /** Once every node confirmed it; nobody needs the keys any more. */
  public Takedown purged(Instant at) {
    return with(operation, State.PURGED, "", attempts, outcome, answers, Optional.of(at), "");
  }

  /** Once it is given up for now. */
  public Takedown ended(State how, String why, Instant at) {
    return with(operation, how, sealedKeys, attempts, outcome, answers, Optional.of(at), why);
  }

  /** Once it is tried again. */
  Takedown again(OperationId next) {
    return with(next, State.PURGING, sealedKeys, attempts, outcome, answers, Optional.empty(), "");
  }

  private Takedown with(
      OperationId by,
      State next,
      String keys,
      List<Attempt> tried,
      Optional<Outcome> found,
      List<Answer> said,
      Optional<Instant> ended,
      String why) {
    return new Takedown(
        id,
        tenant,
        network,
        by,
        next,
        contract,
        collection,
        keyHashes,
        keys,
        reason,
        reference,
        requestedBy,
        ordered,
        requestedAt,
        tried,
        found,
        said,
        ended,
        why);
  }
}
