package io.ridgeway.store.network;

import com.fasterxml.jackson.core.type.TypeReference;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** An operation's row; held by row-level security alone, as its network's is. */
@Entity
@Table(name = "operation")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by of
class OperationEntity extends Row {
  private static final TypeReference<List<Operation.Step>> STEPS = new TypeReference<>() {};

  @Column(name = "tenant_id", updatable = false)
  String tenant;

  @Column(name = "network_id", updatable = false)
  String network;

  @Enumerated(EnumType.STRING)
  Operation.Kind kind;

  @Enumerated(EnumType.STRING)
  Operation.State state;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String steps;

  String message;

  @Column(name = "finished_at")
  @Nullable Instant finishedAt;

  static OperationEntity of(Operation operation, Json json) {
    OperationEntity row = new OperationEntity();
    row.id = operation.id().value();
    row.createdAt = operation.requestedAt();
    row.tenant = operation.tenant().value();
    row.network = operation.network().value();
    row.kind = operation.kind();
    row.take(operation, json);
    return row;
  }

  void take(Operation operation, Json json) {
    state = operation.state();
    steps = json.write(operation.steps());
    message = operation.message();
    finishedAt = operation.finishedAt().orElse(null);
  }

  Operation operation(Json json) {
    return new Operation(
        new OperationId(id),
        new TenantId(tenant),
        new NetworkId(network),
        kind,
        state,
        json.read(steps, STEPS),
        message,
        createdAt,
        Optional.ofNullable(finishedAt));
  }
}
