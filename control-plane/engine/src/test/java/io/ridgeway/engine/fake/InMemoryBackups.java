package io.ridgeway.engine.fake;

import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backups;
import io.ridgeway.engine.backup.Restoration;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@link Backups} in memory. */
public final class InMemoryBackups extends InMemorySealedCopies<Backup> implements Backups {
  private final Table<Key, Restoration> restorations;

  InMemoryBackups(InMemoryStore store) {
    super(store);
    this.restorations = store.table(r -> Optional.of(r.tenant()));
  }

  private record Key(NetworkId network, NodeName node) {
    static Key of(Restoration restoration) {
      return new Key(restoration.network(), restoration.node());
    }
  }

  @Override
  public List<Backup> outdated(Instant now, int most) {
    store.requireSystem();
    return copies.all(b -> isOutdated(b, now)).stream()
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
    return old || isOrphan(backup);
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
