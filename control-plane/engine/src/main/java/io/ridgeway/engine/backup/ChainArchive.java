package io.ridgeway.engine.backup;

import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a ledger's history, proved block by block, kept where backups are. As one file it is
 * its head, its parts in their order, and its end.
 *
 * @param id under which its parts are kept; it is of the same kind as backups'
 * @param operation what takes it
 * @param requestedBy who, as people know them
 * @param from its first block
 * @param upTo the block that it was asked to end with
 * @param mark behind which block it goes on; empty to begin with block 0
 * @param sealedKey what its parts are encrypted with, itself under the tenant's data key; Base64.
 *     Empty once it is {@code FAILED} or {@code DELETED}
 * @param parts that are kept, in their order
 * @param stuckSince since when nothing more can be read or written; empty while it goes on, or
 *     waits for a place
 * @param whole what it is once it is {@code KEPT}
 * @param endedAt since when it is {@code FAILED} or {@code DELETED}
 * @param message why it failed, or ends before it was to; empty otherwise
 */
public record ChainArchive(
    BackupId id,
    TenantId tenant,
    NetworkId network,
    OperationId operation,
    Backup.State state,
    String requestedBy,
    Instant requestedAt,
    long from,
    long upTo,
    Optional<String> mark,
    String sealedKey,
    List<Part> parts,
    Optional<Instant> stuckSince,
    Optional<Whole> whole,
    Optional<Instant> endedAt,
    String message)
    implements SealedCopy<ChainArchive> {
  public ChainArchive {
    parts = List.copyOf(parts);
  }

  /**
   * Some of its lines.
   *
   * @param to the last block in it
   * @param hash that block's digest
   * @param bytes of its plain content
   * @param sha256 of its plain content, hexadecimal
   */
  public record Part(
      String name, long to, String hash, long bytes, String sha256, Instant keptAt) {}

  /**
   * What it is as one file.
   *
   * @param head its first line
   * @param end its last line
   * @param to its last block
   * @param hash that block's digest
   * @param bytes of the file
   * @param sha256 of the file, hexadecimal
   * @param takenAt when the last of it was kept
   */
  public record Whole(
      String head,
      String end,
      long to,
      String hash,
      long blocks,
      long bytes,
      String sha256,
      Instant takenAt) {}

  /** The block that it goes on with. */
  public long next() {
    return parts.isEmpty() ? from : parts.get(parts.size() - 1).to() + 1;
  }

  @Override
  public long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  /**
   * Once another part is kept.
   *
   * @param behind what it takes to go on behind that
   */
  public ChainArchive with(Part part, String behind) {
    List<Part> all = new ArrayList<>(parts);
    all.add(part);
    return with(
        state, sealedKey, Optional.of(behind), all, Optional.empty(), whole, endedAt, message);
  }

  /** Since when it is stuck; empty if it isn't any more. */
  public ChainArchive stuck(Optional<Instant> since) {
    return with(state, sealedKey, mark, parts, since, whole, endedAt, message);
  }

  /**
   * Once all of it is kept.
   *
   * @param why why it ends before it was to; empty if it doesn't
   */
  public ChainArchive kept(Whole all, String why) {
    return with(
        Backup.State.KEPT,
        sealedKey,
        mark,
        parts,
        Optional.empty(),
        Optional.of(all),
        Optional.empty(),
        why);
  }

  /** Once it can't be had. */
  public ChainArchive failed(String why, Instant at) {
    return with(Backup.State.FAILED, "", mark, List.of(), stuckSince, whole, Optional.of(at), why);
  }

  @Override
  public ChainArchive deleted(Instant at) {
    return with(Backup.State.DELETED, "", mark, parts, stuckSince, whole, Optional.of(at), message);
  }

  private ChainArchive with(
      Backup.State next,
      String key,
      Optional<String> behind,
      List<Part> all,
      Optional<Instant> stuck,
      Optional<Whole> made,
      Optional<Instant> ended,
      String why) {
    return new ChainArchive(
        id,
        tenant,
        network,
        operation,
        next,
        requestedBy,
        requestedAt,
        from,
        upTo,
        behind,
        key,
        all,
        stuck,
        made,
        ended,
        why);
  }
}
