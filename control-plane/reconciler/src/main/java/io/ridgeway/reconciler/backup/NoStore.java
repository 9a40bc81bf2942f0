package io.ridgeway.reconciler.backup;

import io.ridgeway.engine.backup.BackupStore;
import io.ridgeway.model.BackupId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Where the operator keeps no backups. */
public final class NoStore implements BackupStore {
  @Override
  public Draft create(BackupId backup, String name) throws IOException {
    throw none();
  }

  @Override
  public InputStream open(BackupId backup, String name) throws IOException {
    throw none();
  }

  @Override
  public Set<BackupId> all() {
    return Set.of();
  }

  @Override
  public void discard(BackupId backup) {}

  private static IOException none() {
    return new IOException("ridgeway.backups.directory isn't set");
  }
}
