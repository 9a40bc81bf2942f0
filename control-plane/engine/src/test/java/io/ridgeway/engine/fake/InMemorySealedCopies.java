package io.ridgeway.engine.fake;

import static java.util.stream.Collectors.toSet;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.backup.SealedCopies;
import io.ridgeway.engine.backup.SealedCopy;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.network.NetworkState.Deleted;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link SealedCopies} of one kind in memory. */
abstract class InMemorySealedCopies<T extends SealedCopy<T>> implements SealedCopies<T> {
  final InMemoryStore store;
  final Table<BackupId, T> copies;

  InMemorySealedCopies(InMemoryStore store) {
    this.store = store;
    this.copies = store.table(copy -> Optional.of(copy.tenant()));
  }

  @Override
  public void insert(T copy) {
    copies.insert(copy.id(), copy);
  }

  @Override
  public void update(T copy) {
    copies.update(copy.id(), copy);
  }

  @Override
  public Optional<T> find(BackupId id) {
    return copies.get(id);
  }

  @Override
  public Optional<T> of(OperationId operation) {
    return copies.all(copy -> copy.operation().equals(operation)).stream().findFirst();
  }

  @Override
  public Page<T> list(NetworkId network, Page.Request page) {
    return copies.page(page, copy -> copy.network().equals(network));
  }

  @Override
  public List<T> withFiles(NetworkId network) {
    return copies.newest(copy -> copy.network().equals(network) && copy.state().hasFiles());
  }

  @Override
  public Set<BackupId> withFiles() {
    store.requireSystem();
    return copies.all(copy -> copy.state().hasFiles()).stream()
        .map(SealedCopy::id)
        .collect(toSet());
  }

  /** Whether it may have files, and its network is no more. */
  boolean isOrphan(T copy) {
    return copy.state().hasFiles() && store.networks.get(copy.network()).state() instanceof Deleted;
  }
}
