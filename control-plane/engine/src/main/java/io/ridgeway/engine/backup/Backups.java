package io.ridgeway.engine.backup;

import io.ridgeway.engine.Page;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps what is known of backups, and which nodes begin with one. Their files are elsewhere. */
public interface Backups {
  /** Called with the network locked. */
  void insert(Backup backup);

  void update(Backup backup);

  Optional<Backup> find(BackupId id);

  /** The one that the operation takes, if it takes one. */
  Optional<Backup> of(OperationId operation);

  /** The network's, newest first. */
  Page<Backup> list(NetworkId network, Page.Request page);

  /** Those of the network that may have files, newest first. */
  List<Backup> withFiles(NetworkId network);

  /** All that may have files. Within the system's scope. */
  Set<BackupId> withFiles();

  /**
   * Those that have been kept long enough, and those of networks that are no more, at most so many.
   * Within the system's scope.
   */
  List<Backup> outdated(Instant now, int most);

  /** Called with the network locked. */
  void insert(Restoration restoration);

  void update(Restoration restoration);

  /** The network's that aren't over, by their nodes. */
  List<Restoration> restoring(NetworkId network);
}
