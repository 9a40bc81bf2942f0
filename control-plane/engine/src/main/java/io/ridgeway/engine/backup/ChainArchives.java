package io.ridgeway.engine.backup;

import io.ridgeway.engine.Page;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps what is known of archives of ledgers' history. Their parts are elsewhere. */
public interface ChainArchives {
  /** Called with the network locked. */
  void insert(ChainArchive archive);

  void update(ChainArchive archive);

  Optional<ChainArchive> find(BackupId id);

  /** The one that the operation takes, if it takes one. */
  Optional<ChainArchive> of(OperationId operation);

  /** The network's, newest first. */
  Page<ChainArchive> list(NetworkId network, Page.Request page);

  /** Those of the network that may have parts, newest first. */
  List<ChainArchive> withFiles(NetworkId network);

  /** All that may have parts. Within the system's scope. */
  Set<BackupId> withFiles();

  /** Those that may have parts, of networks that are no more. Within the system's scope. */
  List<ChainArchive> orphans(int most);
}
