package io.ridgeway.store.network;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.freeze.Freeze;
import io.ridgeway.engine.freeze.Freezes;
import io.ridgeway.model.FreezeId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Rows;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records of what was frozen and let go. */
@Singleton
public class SqlFreezes extends Rows<FreezeEntity, Freeze> implements Freezes {
  private static final Page.Request ONE = new Page.Request(Optional.empty(), 1);
  private static final Page.Request MANY = new Page.Request(Optional.empty(), 100);
  private static final String OF_ADDRESS =
      "network = :network and kind = :kind and address = :address";

  private final Json json;

  SqlFreezes(Json json) {
    this.json = json;
  }

  @Override
  public void insert(Freeze freeze) {
    add(FreezeEntity.of(freeze, json));
  }

  @Override
  public void update(Freeze freeze) {
    FreezeEntity row =
        findByIdOptional(freeze.id().value())
            .orElseThrow(() -> new IllegalStateException("there is no freeze " + freeze.id()));
    row.take(freeze, json);
    changed(row);
  }

  @Override
  public Optional<Freeze> find(FreezeId id) {
    return record(find("id", id.value()));
  }

  @Override
  public Optional<Freeze> of(OperationId operation) {
    return record(find("operation", operation.value()));
  }

  @Override
  public List<Freeze> before(Freeze freeze) {
    return newest(
            MANY,
            OF_ADDRESS + " and createdAt < :before",
            Map.of(
                "network",
                freeze.network().value(),
                "kind",
                freeze.kind(),
                "address",
                freeze.address(),
                "before",
                freeze.requestedAt()))
        .items();
  }

  @Override
  public Optional<Freeze> newest(NetworkId network, Freeze.Kind kind, String address) {
    return newest(
            ONE, OF_ADDRESS, Map.of("network", network.value(), "kind", kind, "address", address))
        .items()
        .stream()
        .findFirst();
  }

  @Override
  public Page<Freeze> list(NetworkId network, Page.Request page) {
    return newest(page, "network = :network", Map.of("network", network.value()));
  }

  @Override
  protected Freeze record(FreezeEntity row) {
    return row.freeze(json);
  }
}
