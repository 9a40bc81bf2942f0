package io.ridgeway.reconciler;

import io.ridgeway.engine.backup.BackupStore;
import io.ridgeway.engine.backup.BackupTerms;
import io.ridgeway.engine.backup.Backups;
import io.ridgeway.engine.backup.ChainArchives;
import io.ridgeway.model.key.BackupKeys;
import java.util.concurrent.Semaphore;

/**
 * Backups and archives of history, and all that they need.
 *
 * @param backups what is known of them
 * @param histories what is known of archives
 * @param store where their files are
 * @param keys what their files are encrypted with
 * @param copies how many may be copied at a time, since each holds a worker for as long as it lasts
 */
public record Archive(
    Backups backups,
    ChainArchives histories,
    BackupStore store,
    BackupKeys keys,
    BackupTerms terms,
    Semaphore copies) {
  private static final int COPIES = 2;

  /** Of a process. */
  public Archive(
      Backups backups,
      ChainArchives histories,
      BackupStore store,
      BackupKeys keys,
      BackupTerms terms) {
    this(backups, histories, store, keys, terms, new Semaphore(COPIES));
  }
}
