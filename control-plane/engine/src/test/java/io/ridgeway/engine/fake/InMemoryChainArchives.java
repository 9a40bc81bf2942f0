package io.ridgeway.engine.fake;

import static java.util.stream.Collectors.toSet;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.engine.backup.ChainArchives;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.network.NetworkState.Deleted;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link ChainArchives} in memory. */
public final class InMemoryChainArchives implements ChainArchives {
  private final InMemoryStore store;
  private final Table<BackupId, ChainArchive> archives;

  InMemoryChainArchives(InMemoryStore store) {
    this.store = store;
    this.archives = store.table(a -> Optional.of(a.tenant()));
  }

  @Override
  public void insert(ChainArchive archive) {
    archives.insert(archive.id(), archive);
  }

  @Override
  public void update(ChainArchive archive) {
    archives.update(archive.id(), archive);
  }

  @Override
  public Optional<ChainArchive> find(BackupId id) {
    return archives.get(id);
  }

  @Override
  public Optional<ChainArchive> of(OperationId operation) {
    return archives.all(a -> a.operation().equals(operation)).stream().findFirst();
  }

  @Override
  public Page<ChainArchive> list(NetworkId network, Page.Request page) {
    return archives.page(page, a -> a.network().equals(network));
  }

  @Override
  public List<ChainArchive> withFiles(NetworkId network) {
    return archives.newest(a -> a.network().equals(network) && a.state().hasFiles());
  }

  @Override
  public Set<BackupId> withFiles() {
    store.requireSystem();
    return archives.all(a -> a.state().hasFiles()).stream().map(ChainArchive::id).collect(toSet());
  }

  @Override
  public List<ChainArchive> orphans(int most) {
    store.requireSystem();
    return archives
        .all(
            a -> a.state().hasFiles() && store.networks.get(a.network()).state() instanceof Deleted)
        .stream()
        .limit(most)
        .toList();
  }
}
