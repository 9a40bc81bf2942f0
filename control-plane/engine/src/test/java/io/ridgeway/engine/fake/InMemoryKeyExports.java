package io.ridgeway.engine.fake;

import io.ridgeway.engine.gateway.KeyExport;
import io.ridgeway.engine.gateway.KeyExports;
import io.ridgeway.model.KeyExportId;
import io.ridgeway.model.NetworkId;
import java.util.List;
import java.util.Optional;

/** {@link KeyExports} in memory. */
public final class InMemoryKeyExports implements KeyExports {
  private final Table<KeyExportId, KeyExport> rows;

  InMemoryKeyExports(InMemoryStore store) {
    this.rows = store.table(e -> Optional.of(e.tenant()));
  }

  @Override
  public void insert(KeyExport export) {
    rows.insert(export.id(), export);
  }

  @Override
  public Optional<KeyExport> lock(KeyExportId id) {
    return rows.get(id);
  }

  @Override
  public List<KeyExport> of(NetworkId network) {
    return rows.newest(e -> e.network().equals(network));
  }

  @Override
  public void update(KeyExport export) {
    rows.update(export.id(), export);
  }
}
