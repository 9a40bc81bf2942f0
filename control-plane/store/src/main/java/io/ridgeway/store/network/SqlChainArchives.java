package io.ridgeway.store.network;

import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.engine.backup.ChainArchives;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.util.List;

/** Archives of ledgers' history. */
@Singleton
public class SqlChainArchives extends SqlSealedCopies<ChainArchiveEntity, ChainArchive>
    implements ChainArchives {
  SqlChainArchives(Sql sql, Json json) {
    super(sql, json, "chain_archive", ChainArchiveEntity::new);
  }

  @Override
  public List<ChainArchive> orphans(int most) {
    return sql.query(
        row -> json.read(row.getString("archive"), ChainArchive.class),
        "select a.archive from chain_archive a join network n on n.id = a.network_id where a."
            + WITH_FILES
            + " and n.state = 'Deleted' order by a.created_at limit ?",
        most);
  }
}
