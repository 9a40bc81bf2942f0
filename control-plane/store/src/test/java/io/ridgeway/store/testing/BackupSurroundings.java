package io.ridgeway.store.testing;

import io.ridgeway.engine.backup.BackupStore;
import io.ridgeway.engine.backup.BackupTerms;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.BackupKeys;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;

/** No backups are taken here: their books alone are the database's. */
final class BackupSurroundings {
  @Produces
  @Singleton
  BackupTerms terms() {
    return BackupTerms.NONE;
  }

  @Produces
  @Singleton
  BackupStore store() {
    return new BackupStore() {
      @Override
      public Draft create(BackupId backup, String name) {
        throw new UnsupportedOperationException("nothing is stored here");
      }

      @Override
      public InputStream open(BackupId backup, String name) {
        throw new UnsupportedOperationException("nothing is stored here");
      }

      @Override
      public Set<BackupId> all() {
        return Set.of();
      }

      @Override
      public void discard(BackupId backup) {}
    };
  }

  @Produces
  @Singleton
  BackupKeys keys() {
    return new BackupKeys() {
      @Override
      public String newKey(TenantId tenant, BackupId backup) {
        throw new UnsupportedOperationException("nothing is sealed here");
      }

      @Override
      public OutputStream encrypting(
          TenantId tenant, BackupId backup, String sealed, String file, OutputStream to) {
        throw new UnsupportedOperationException("nothing is sealed here");
      }

      @Override
      public InputStream decrypting(
          TenantId tenant, BackupId backup, String sealed, String file, InputStream from) {
        throw new UnsupportedOperationException("nothing is sealed here");
      }
    };
  }
}
