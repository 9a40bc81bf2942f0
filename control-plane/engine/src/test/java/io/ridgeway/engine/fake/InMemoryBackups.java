package io.ridgeway.engine.fake;

import static java.util.stream.Collectors.toSet;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backups;
import io.ridgeway.engine.backup.Restoration;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.network.NetworkState.Deleted;
import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link Backups} in memory. */
public final class InMemoryBackups implements Backups {
  private final InMemoryStore store;
  private final Table<BackupId, Backup> backups;
  private final Table<Key, Restoration> restorations;

  InMemoryBackups(InMemoryStore store) {
    this.store = store;
    this.backups = store.table(b -> Optional.of(b.tenant()));
    this.restorations = store.table(r -> Optional.of(r.tenant()));
  }

  private record Key(NetworkId network, NodeName node) {
    static Key of(Restoration restoration) {
      return new Key(restoration.network(), restoration.node());
    }
  }

  @Override
  public void insert(Backup backup) {
    backups.insert(backup.id(), backup);
  }

  @Override
  public void update(Backup backup) {
    backups.update(backup.id(), backup);
  }

  @Override
  public Optional<Backup> find(BackupId id) {
    return backups.get(id);
  }

  @Override
  public Optional<Backup> of(OperationId operation) {
    return backups.all(b -> b.operation().equals(operation)).stream().findFirst();
  }

  @Override
  public Page<Backup> list(NetworkId network, Page.Request page) {
    return backups.page(page, b -> b.network().equals(network));
  }

  @Override
  public List<Backup> withFiles(NetworkId network) {
    return backups.newest(b -> b.network().equals(network) && b.state().hasFiles());
  }

  @Override
  public Set<BackupId> withFiles() {
    store.requireSystem();
    return backups.all(b -> b.state().hasFiles()).stream().map(Backup::id).collect(toSet());
  }

  @Override
  public List<Backup> outdated(Instant now, int most) {
    store.requireSystem();
    return backups.all(b -> isOutdated(b, now)).stream()
        .sorted(Comparator.comparing(Backup::expiresAt))
        .limit(most)
        .toList();
  }

  private boolean isOutdated(Backup backup, Instant now) {
    boolean old =
        backup.state() == Backup.State.KEPT
            && !backup.expiresAt().isAfter(now)
            && restorations
                .all(r -> r.backup().equals(backup.id()) && r.doneAt().isEmpty())
                .isEmpty();
    boolean orphan = store.networks.get(backup.network()).state() instanceof Deleted;
    return backup.state().hasFiles() && (old || orphan);
  }

  @Override
  public void insert(Restoration restoration) {
    restorations.insert(Key.of(restoration), restoration);
  }

  @Override
  public void update(Restoration restoration) {
    restorations.update(Key.of(restoration), restoration);
  }

  @Override
  public List<Restoration> restoring(NetworkId network) {
    return restorations.all(r -> r.network().equals(network) && r.doneAt().isEmpty()).stream()
        .sorted(Comparator.comparing(Restoration::node))
        .toList();
  }
}
