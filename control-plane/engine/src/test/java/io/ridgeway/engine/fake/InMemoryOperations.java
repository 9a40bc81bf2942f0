package io.ridgeway.engine.fake;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.network.Operation;
import java.util.List;
import java.util.Optional;

/** {@link Operations} in memory. */
public final class InMemoryOperations implements Operations {
  private final InMemoryStore store;
  private final Table<OperationId, Operation> rows;

  InMemoryOperations(InMemoryStore store) {
    this.store = store;
    this.rows = store.table(o -> Optional.of(o.tenant()));
  }

  @Override
  public void insert(Operation operation) {
    if (operation.state() == Operation.State.RUNNING && running(operation.network()).isPresent()) {
      throw new IllegalStateException("the network has an operation under way already");
    }
    rows.insert(operation.id(), operation);
    store.touch(operation.network());
  }

  @Override
  public void update(Operation operation) {
    if (operation.state() == Operation.State.RUNNING
        && running(operation.network()).filter(o -> !o.id().equals(operation.id())).isPresent()) {
      throw new IllegalStateException("the network has another operation under way");
    }
    rows.update(operation.id(), operation);
    store.touch(operation.network());
  }

  @Override
  public Optional<Operation> find(OperationId id) {
    return rows.get(id);
  }

  @Override
  public List<Operation> of(NetworkId network) {
    return rows.newest(o -> o.network().equals(network));
  }

  @Override
  public Optional<Operation> running(NetworkId network) {
    return of(network).stream().filter(o -> o.state() == Operation.State.RUNNING).findFirst();
  }

  @Override
  public List<Operation> open(NetworkId network) {
    return of(network).stream().filter(o -> !o.isOver()).toList();
  }

  @Override
  public Page<Operation> list(Page.Request page) {
    return rows.page(page);
  }
}
