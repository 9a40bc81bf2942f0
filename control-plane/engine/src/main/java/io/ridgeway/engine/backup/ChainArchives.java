package io.ridgeway.engine.backup;

import java.util.List;

/** Keeps what is known of archives of ledgers' history. */
public interface ChainArchives extends SealedCopies<ChainArchive> {
  /** Those that may have files, of networks that are no more. Within the system's scope. */
  List<ChainArchive> orphans(int most);
}
