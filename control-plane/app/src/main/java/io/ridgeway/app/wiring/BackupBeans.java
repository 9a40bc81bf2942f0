package io.ridgeway.app.wiring;

import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.engine.backup.BackupStore;
import io.ridgeway.engine.backup.BackupTerms;
import io.ridgeway.engine.backup.Backups;
import io.ridgeway.engine.backup.ChainArchives;
import io.ridgeway.keys.EnvelopeCustody;
import io.ridgeway.model.key.BackupKeys;
import io.ridgeway.reconciler.Archive;
import io.ridgeway.reconciler.backup.DirectoryStore;
import io.ridgeway.reconciler.backup.NoStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Backups: where they are, how long they are kept, and what encrypts them. */
final class BackupBeans {
  @Produces
  @Singleton
  BackupTerms terms(RidgewayConfig config) {
    RidgewayConfig.Backups given = config.backups();
    return given.directory().isEmpty()
        ? BackupTerms.NONE
        : new BackupTerms(true, given.keep(), given.perNetwork(), given.mibPerNetwork() << 20);
  }

  @Produces
  @Singleton
  BackupStore store(RidgewayConfig config) {
    return config
        .backups()
        .directory()
        .<BackupStore>map(DirectoryStore::new)
        .orElseGet(NoStore::new);
  }

  @Produces
  @Singleton
  BackupKeys keys(EnvelopeCustody custody) {
    return custody.backups();
  }

  @Produces
  @Singleton
  Archive archive(
      Backups backups,
      ChainArchives histories,
      BackupStore store,
      BackupKeys keys,
      BackupTerms terms) {
    return new Archive(backups, histories, store, keys, terms);
  }
}
