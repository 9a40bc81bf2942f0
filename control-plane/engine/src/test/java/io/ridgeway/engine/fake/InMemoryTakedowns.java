package io.ridgeway.engine.fake;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.takedown.Takedown;
import io.ridgeway.engine.takedown.Takedowns;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TakedownId;
import java.util.Optional;

/** {@link Takedowns} in memory. */
public final class InMemoryTakedowns implements Takedowns {
  private final Table<TakedownId, Takedown> takedowns;

  InMemoryTakedowns(InMemoryStore store) {
    this.takedowns = store.table(t -> Optional.of(t.tenant()));
  }

  @Override
  public void insert(Takedown takedown) {
    takedowns.insert(takedown.id(), takedown);
  }

  @Override
  public void update(Takedown takedown) {
    takedowns.update(takedown.id(), takedown);
  }

  @Override
  public Optional<Takedown> find(TakedownId id) {
    return takedowns.get(id);
  }

  @Override
  public Optional<Takedown> of(OperationId operation) {
    return takedowns.all(t -> t.operation().equals(operation)).stream().findFirst();
  }

  @Override
  public Page<Takedown> list(NetworkId network, Page.Request page) {
    return takedowns.page(page, t -> t.network().equals(network));
  }
}
