package io.ridgeway.engine.fake;

import io.ridgeway.engine.gateway.BsnApplication;
import io.ridgeway.engine.gateway.BsnApplications;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.NetworkId;
import java.util.List;
import java.util.Optional;

/** {@link BsnApplications} in memory. */
public final class InMemoryBsnApplications implements BsnApplications {
  private final InMemoryStore store;
  private final Table<ApplicationId, BsnApplication> rows;

  InMemoryBsnApplications(InMemoryStore store) {
    this.store = store;
    this.rows = store.table(a -> Optional.of(a.tenant()));
  }

  @Override
  public void insert(BsnApplication application) {
    rows.insert(application.id(), application);
    store.touch(application.network());
  }

  @Override
  public Optional<BsnApplication> find(ApplicationId id) {
    return rows.get(id);
  }

  @Override
  public List<BsnApplication> of(NetworkId network) {
    return rows.newest(a -> a.network().equals(network));
  }

  @Override
  public void update(BsnApplication application) {
    rows.update(application.id(), application);
    store.touch(application.network());
  }
}
