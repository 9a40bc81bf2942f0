package io.ridgeway.engine.backup;

import io.ridgeway.engine.Page;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what is known of copies. Their files are elsewhere.
 *
 * @param <T> of which kind
 */
public interface SealedCopies<T extends SealedCopy<T>> {
  /** Called with the network locked. */
  void insert(T copy);

  void update(T copy);

  Optional<T> find(BackupId id);

  /** The one that the operation takes, if it takes one. */
  Optional<T> of(OperationId operation);

  /** The network's, newest first. */
  Page<T> list(NetworkId network, Page.Request page);

  /** Those of the network that may have files, newest first. */
  List<T> withFiles(NetworkId network);

  /** All that may have files. Within the system's scope. */
  Set<BackupId> withFiles();

  /** How many bytes of the network's others of that kind are kept. */
  default long bytesBeside(T copy) {
    return withFiles(copy.network()).stream()
        .filter(other -> !other.id().equals(copy.id()))
        .mapToLong(SealedCopy::bytes)
        .sum();
  }
}
