package io.ridgeway.engine.fake;

import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.engine.backup.ChainArchives;
import java.util.List;

/** {@link ChainArchives} in memory. */
public final class InMemoryChainArchives extends InMemorySealedCopies<ChainArchive>
    implements ChainArchives {
  InMemoryChainArchives(InMemoryStore store) {
    super(store);
  }

  @Override
  public List<ChainArchive> orphans(int most) {
    store.requireSystem();
    return copies.all(this::isOrphan).stream().limit(most).toList();
  }
}
