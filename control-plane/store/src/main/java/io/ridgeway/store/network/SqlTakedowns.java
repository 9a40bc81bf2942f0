package io.ridgeway.store.network;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.takedown.Takedown;
import io.ridgeway.engine.takedown.Takedowns;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TakedownId;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Rows;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Records of private data that were erased. */
@Singleton
public class SqlTakedowns extends Rows<TakedownEntity, Takedown> implements Takedowns {
  private final Json json;

  SqlTakedowns(Json json) {
    this.json = json;
  }

  @Override
  public void insert(Takedown takedown) {
    add(TakedownEntity.of(takedown, json));
  }

  @Override
  public void update(Takedown takedown) {
    TakedownEntity row =
        findByIdOptional(takedown.id().value())
            .orElseThrow(() -> new IllegalStateException("there is no takedown " + takedown.id()));
    row.take(takedown, json);
    changed(row);
  }

  @Override
  public Optional<Takedown> find(TakedownId id) {
    return record(find("id", id.value()));
  }

  @Override
  public Optional<Takedown> of(OperationId operation) {
    return record(find("operation", operation.value()));
  }

  @Override
  public Page<Takedown> list(NetworkId network, Page.Request page) {
    return newest(page, "network = :network", Map.of("network", network.value()));
  }

  @Override
  protected Takedown record(TakedownEntity row) {
    return row.takedown(json);
  }
}
