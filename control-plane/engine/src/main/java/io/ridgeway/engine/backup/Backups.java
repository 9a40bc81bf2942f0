package io.ridgeway.engine.backup;

import io.ridgeway.model.NetworkId;
import java.time.Instant;
import java.util.List;

/** Keeps what is known of backups, and which nodes begin with one. */
public interface Backups extends SealedCopies<Backup> {
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
