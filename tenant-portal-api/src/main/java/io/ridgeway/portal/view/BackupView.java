package io.ridgeway.portal.view;

import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backup.Content;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A backup of a node.
 *
 * @param version of the framework that the network ran
 * @param ledger the name that the ledger has itself: a channel's
 * @param height of the newest block that it has; absent until it is whole
 * @param blockHash the newest block's, hexadecimal
 * @param bytes of its files, as they were at the node
 * @param sha256 of the list of its files: a line {@code SUM, two blanks, BYTES, two blanks, NAME}
 *     for each, by their names
 * @param message why it failed; empty otherwise
 * @param operation what takes it, with its progress
 */
public record BackupView(
    String id,
    String node,
    String role,
    String cityNode,
    String version,
    Backup.State state,
    Optional<String> ledger,
    Optional<Long> height,
    Optional<String> blockHash,
    Optional<Long> bytes,
    Optional<String> sha256,
    List<Backup.Piece> files,
    String requestedBy,
    Instant requestedAt,
    Optional<Instant> takenAt,
    Instant expiresAt,
    Optional<Instant> endedAt,
    String message,
    String operation) {
  /** What may be seen of one: not what it is sealed with. */
  public static BackupView of(Backup b) {
    Optional<Content> content = b.content();
    return new BackupView(
        b.id().value(),
        b.node().value(),
        b.role(),
        b.cityNode().value(),
        b.version(),
        b.state(),
        content.map(Content::ledger),
        content.map(Content::height),
        content.map(Content::blockHash),
        content.map(Content::bytes),
        content.map(Content::sha256),
        content.map(Content::files).orElse(List.of()),
        b.requestedBy(),
        b.requestedAt(),
        content.map(Content::takenAt),
        b.expiresAt(),
        b.endedAt(),
        b.message(),
        b.operation().value());
  }
}
