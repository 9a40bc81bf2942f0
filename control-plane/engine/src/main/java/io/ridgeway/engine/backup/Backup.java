package io.ridgeway.engine.backup;

import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A copy of what a node holds of its ledger.
 *
 * @param node whose it is
 * @param cityNode where that ran
 * @param version of the framework that the network ran
 * @param least the height that it must have: the node's when it was asked for
 * @param operation what takes it
 * @param requestedBy who, as people know them
 * @param expiresAt from when on it isn't kept
 * @param sealedKey what its files are encrypted with, itself under the tenant's data key; Base64.
 *     Empty once it is {@code FAILED} or {@code DELETED}
 * @param content what is kept; empty until all of it is
 * @param endedAt since when it is {@code FAILED} or {@code DELETED}
 * @param message why it failed; empty otherwise
 */
public record Backup(
    BackupId id,
    TenantId tenant,
    NetworkId network,
    NodeName node,
    String role,
    CityNodeId cityNode,
    String version,
    long least,
    OperationId operation,
    State state,
    String requestedBy,
    Instant requestedAt,
    Instant expiresAt,
    String sealedKey,
    Optional<Content> content,
    Optional<Instant> endedAt,
    String message)
    implements SealedCopy<Backup> {

  /** How far it is. */
  public enum State {
    /** Nothing can be restored from it yet. */
    TAKING,
    /** It is whole, and what nodes can be restored from. */
    KEPT,
    FAILED,
    /** Its files are gone, or about to be. */
    DELETED;

    /** Whether files of it may be in the store. */
    public boolean hasFiles() {
      return this == TAKING || this == KEPT;
    }
  }

  /**
   * What was copied.
   *
   * @param ledger the name that it has itself: a channel's
   * @param height of its newest block, which counts from 0
   * @param blockHash the newest block's, hexadecimal
   * @param bytes of all its files, as they were at the node
   * @param sha256 of the list of its files with their own sums, hexadecimal
   * @param takenAt when the last of it was kept
   */
  public record Content(
      String ledger,
      long height,
      String blockHash,
      long bytes,
      String sha256,
      Instant takenAt,
      List<Piece> files) {
    public Content {
      files = List.copyOf(files);
    }
  }

  /**
   * One of its files.
   *
   * @param sha256 of its plain content, hexadecimal
   */
  public record Piece(String name, long bytes, String sha256) {}

  /** Once all of it is kept. */
  public Backup kept(Content all) {
    return with(State.KEPT, sealedKey, Optional.of(all), Optional.empty(), "");
  }

  /** Once it can't be had. */
  public Backup failed(String why, Instant at) {
    return with(State.FAILED, "", Optional.empty(), Optional.of(at), why);
  }

  @Override
  public long bytes() {
    return content.map(Content::bytes).orElse(0L);
  }

  @Override
  public Backup deleted(Instant at) {
    return with(State.DELETED, "", content, Optional.of(at), message);
  }

  private Backup with(
      State next, String key, Optional<Content> all, Optional<Instant> ended, String why) {
    return new Backup(
        id,
        tenant,
        network,
        node,
        role,
        cityNode,
        version,
        least,
        operation,
        next,
        requestedBy,
        requestedAt,
        expiresAt,
        key,
        all,
        ended,
        why);
  }
}
