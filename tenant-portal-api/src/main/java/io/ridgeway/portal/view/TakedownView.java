package io.ridgeway.portal.view;

import io.ridgeway.engine.takedown.Takedown;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The record of private data that are erased, or were. The keys of the data are told by their
 * hashes only.
 *
 * @param keyHashes SHA-256 of each key, hexadecimal, as the ledger has it
 * @param ordered whether an operator asked for it, on a lawful order
 * @param attempts the names of the transactions that were begun, oldest first
 * @param transaction the one by which the ledger agreed; absent until there is one
 * @param block that it is in
 * @param answers what each node said when it was last asked
 * @param message why it isn't as it should be; empty otherwise
 * @param operation what carries it out, with its progress
 */
public record TakedownView(
    String id,
    Takedown.State state,
    String contract,
    String collection,
    List<String> keyHashes,
    String reason,
    String reference,
    String requestedBy,
    boolean ordered,
    Instant requestedAt,
    List<String> attempts,
    Optional<String> transaction,
    Optional<Long> block,
    List<Answer> answers,
    Optional<Instant> endedAt,
    String message,
    String operation) {

  /**
   * What a node said.
   *
   * @param found {@code ERASED}, {@code NOT_MEMBER} (it never had the data), {@code HELD}, {@code
   *     BEHIND} or {@code SILENT}
   * @param height how many blocks it had, -1 if that isn't known
   */
  public record Answer(
      String node, String organisation, String found, long height, String detail) {}

  /** What may be seen of one: not the keys of the data. */
  public static TakedownView of(Takedown t) {
    return new TakedownView(
        t.id().value(),
        t.state(),
        t.contract(),
        t.collection(),
        t.keyHashes(),
        t.reason(),
        t.reference(),
        t.requestedBy(),
        t.ordered(),
        t.requestedAt(),
        t.attempts().stream().map(Takedown.Attempt::transaction).toList(),
        t.outcome().map(Takedown.Outcome::transaction),
        t.outcome().map(Takedown.Outcome::block),
        t.answers().stream()
            .map(
                a ->
                    new Answer(
                        a.node().value(), a.organisation(), a.found(), a.height(), a.detail()))
            .toList(),
        t.endedAt(),
        t.message(),
        t.operation().value());
  }
}
