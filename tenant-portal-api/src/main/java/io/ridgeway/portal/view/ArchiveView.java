package io.ridgeway.portal.view;

import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.engine.backup.ChainArchive.Whole;
import java.time.Instant;
import java.util.Optional;

/**
 * An archive of a ledger's history.
 *
 * @param from its first block
 * @param upTo the block that it was asked to end with
 * @param kept the last block that is kept by now; absent while there is none
 * @param to its last block; absent until it is whole, as the next five
 * @param blockHash that block's digest
 * @param blocks how many it has
 * @param bytes of the file
 * @param sha256 of the file, hexadecimal
 * @param message why it failed, or ends before it was to; empty otherwise
 * @param operation what takes it, with its progress
 */
public record ArchiveView(
    String id,
    Backup.State state,
    long from,
    long upTo,
    Optional<Long> kept,
    Optional<Long> to,
    Optional<String> blockHash,
    Optional<Long> blocks,
    Optional<Long> bytes,
    Optional<String> sha256,
    Optional<Instant> takenAt,
    String requestedBy,
    Instant requestedAt,
    Optional<Instant> endedAt,
    String message,
    String operation) {
  /** What may be seen of one: not what it is sealed with. */
  public static ArchiveView of(ChainArchive a) {
    Optional<Whole> whole = a.whole();
    return new ArchiveView(
        a.id().value(),
        a.state(),
        a.from(),
        a.upTo(),
        a.parts().isEmpty() ? Optional.empty() : Optional.of(a.next() - 1),
        whole.map(Whole::to),
        whole.map(Whole::hash),
        whole.map(Whole::blocks),
        whole.map(Whole::bytes),
        whole.map(Whole::sha256),
        whole.map(Whole::takenAt),
        a.requestedBy(),
        a.requestedAt(),
        a.endedAt(),
        a.message(),
        a.operation().value());
  }
}
