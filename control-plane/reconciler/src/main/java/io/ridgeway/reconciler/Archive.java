package io.ridgeway.reconciler;

import io.ridgeway.engine.backup.BackupStore;
import io.ridgeway.engine.backup.BackupTerms;
import io.ridgeway.engine.backup.Backups;
import io.ridgeway.model.key.BackupKeys;

/**
 * Backups, and all that they need.
 *
 * @param backups what is known of them
 * @param store where their files are
 * @param keys what their files are encrypted with
 */
public record Archive(Backups backups, BackupStore store, BackupKeys keys, BackupTerms terms) {}
