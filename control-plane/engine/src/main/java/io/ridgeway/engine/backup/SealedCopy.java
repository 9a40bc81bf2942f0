package io.ridgeway.engine.backup;

import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import java.time.Instant;

/**
 * What of a network is kept apart from its nodes, in files that are sealed under a key of its own.
 *
 * @param <T> of which kind
 */
public sealed interface SealedCopy<T extends SealedCopy<T>> permits Backup, ChainArchive {
  /** Under which its files are kept. */
  BackupId id();

  TenantId tenant();

  NetworkId network();

  /** What takes it. */
  OperationId operation();

  Backup.State state();

  Instant requestedAt();

  /**
   * What its files are encrypted with, itself under the tenant's data key; Base64. Empty once it is
   * {@code FAILED} or {@code DELETED}.
   */
  String sealedKey();

  /** Of the plain content that is known to be kept. */
  long bytes();

  /** Once nobody wants it any more; what it was stays known, but for its key. */
  T deleted(Instant at);
}
