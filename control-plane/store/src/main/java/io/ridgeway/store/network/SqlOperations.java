package io.ridgeway.store.network;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Rows;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Operations. That a network has at most one under way is held by an index. */
@Singleton
public class SqlOperations extends Rows<OperationEntity, Operation> implements Operations {
  private final Json json;
  private final Bell bell;

  SqlOperations(Json json, Bell bell) {
    this.json = json;
    this.bell = bell;
  }

  @Override
  public void insert(Operation operation) {
    add(OperationEntity.of(operation, json));
    bell.ring(operation.network());
  }

  @Override
  public void update(Operation operation) {
    OperationEntity row =
        findByIdOptional(operation.id().value())
            .orElseThrow(
                () -> new IllegalStateException("there is no operation " + operation.id()));
    row.take(operation, json);
    changed(row);
    bell.ring(operation.network());
  }

  @Override
  public Optional<Operation> find(OperationId id) {
    return record(find("id", id.value()));
  }

  @Override
  public List<Operation> of(NetworkId network) {
    return records(find("network = ?1 order by createdAt desc, id desc", network.value()));
  }

  @Override
  public Optional<Operation> running(NetworkId network) {
    return record(find("network = ?1 and state = ?2", network.value(), Operation.State.RUNNING));
  }

  @Override
  public List<Operation> open(NetworkId network) {
    return records(
        find(
            "network = ?1 and state in ?2 order by createdAt desc, id desc",
            network.value(),
            List.of(Operation.State.RUNNING, Operation.State.ASIDE)));
  }

  @Override
  public Page<Operation> list(Page.Request page) {
    return newest(page);
  }

  @Override
  protected Operation record(OperationEntity row) {
    return row.operation(json);
  }
}
