package io.ridgeway.engine.backup;

import io.ridgeway.engine.Transactions;
import io.ridgeway.model.BackupId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what nobody wants any more: backups that were kept long enough, those and archives of
 * networks that are deleted, and files of which no row knows, as a crash may leave them. A row is
 * always written before the first file, so what is under way is never taken for an orphan.
 */
@Singleton
public final class BackupSweep {
  private static final Logger LOG = LoggerFactory.getLogger(BackupSweep.class);
  private static final int BATCH = 100;

  private final Transactions transactions;
  private final Backups backups;
  private final ChainArchives archives;
  private final BackupStore store;
  private final Clock clock;

  public BackupSweep(
      Transactions transactions,
      Backups backups,
      ChainArchives archives,
      BackupStore store,
      Clock clock) {
    this.transactions = transactions;
    this.backups = backups;
    this.archives = archives;
    this.store = store;
    this.clock = clock;
  }

  /** Does it once; returns of how many backups and archives the files were removed. */
  public int sweep() {
    while (expire() == BATCH) {
      LOG.trace("a batch of backups is no longer kept");
    }
    while (forget() == BATCH) {
      LOG.trace("a batch of archives is no longer kept");
    }
    try {
      // Looked at before the rows: what comes meanwhile has its row already.
      Set<BackupId> orphans = new TreeSet<>(Comparator.comparing(BackupId::value));
      orphans.addAll(store.all());
      orphans.removeAll(transactions.asSystem(() -> backups.withFiles()));
      orphans.removeAll(transactions.asSystem(() -> archives.withFiles()));
      return (int) orphans.stream().filter(this::isDiscarded).count();
    } catch (IOException e) {
      throw new UncheckedIOException("the store of backups can't be swept", e);
    }
  }

  /** One that can't be removed now doesn't keep the others. */
  private boolean isDiscarded(BackupId orphan) {
    try {
      store.discard(orphan);
      return true;
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("backup", orphan).setCause(e).log("can't be removed yet");
      return false;
    }
  }

  private int expire() {
    return delete(backups, now -> backups.outdated(now, BATCH));
  }

  /** What was fetched stays with who fetched it; what is kept here goes with its network. */
  private int forget() {
    return delete(archives, now -> archives.orphans(BATCH));
  }

  private <T extends SealedCopy<T>> int delete(
      SealedCopies<T> copies, Function<Instant, List<T>> unwanted) {
    return transactions.asSystem(
        () -> {
          Instant now = clock.instant();
          List<T> all = unwanted.apply(now);
          all.forEach(copy -> copies.update(copy.deleted(now)));
          return all.size();
        });
  }
}
