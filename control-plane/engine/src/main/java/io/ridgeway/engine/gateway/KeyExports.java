package io.ridgeway.engine.gateway;

import io.ridgeway.model.KeyExportId;
import io.ridgeway.model.NetworkId;
import java.util.List;
import java.util.Optional;

/** Keeps wishes to have keys out of custody; they are never removed. */
public interface KeyExports {
  void insert(KeyExport export);

  /** It, kept from whoever else would change it until the transaction ends. */
  Optional<KeyExport> lock(KeyExportId id);

  /** The network's, newest first, 100 at most. */
  List<KeyExport> of(NetworkId network);

  /** Keeps its answer, and that it was fetched. */
  void update(KeyExport export);
}
