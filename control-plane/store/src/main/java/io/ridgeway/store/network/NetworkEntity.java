package io.ridgeway.store.network;

import com.fasterxml.jackson.core.type.TypeReference;
import io.ridgeway.engine.network.Found;
import io.ridgeway.engine.network.Made;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.engine.network.Suspension;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.NetworkSpec;
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
import org.hibernate.annotations.SourceType;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * A network's row. Held by row-level security alone: others than its tenant will see it too (a
 * consortium's members, a regulator, the provider), which {@code @TenantId} can't say.
 */
@Entity
@Table(name = "network")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by of
class NetworkEntity extends Row {
  private static final TypeReference<List<NodeStatus>> NODES = new TypeReference<>() {};
  private static final TypeReference<List<Condition>> CONDITIONS = new TypeReference<>() {};

  @Column(name = "tenant_id", updatable = false)
  String tenant;

  @Column(updatable = false)
  String name;

  @Enumerated(EnumType.STRING)
  Network.Desire desire;

  String state;

  @Column(name = "state_details", columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String stateDetails;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String spec;

  long fence;
  @Nullable String worker;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String made;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String nodes;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String conditions;

  long height;

  @Column(name = "ready_at")
  @Nullable Instant readyAt;

  @Column(name = "removal_at")
  @Nullable Instant removalAt;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  @Nullable String suspension;

  /** By the database's clock: for listeners that missed a while. */
  @UpdateTimestamp(source = SourceType.DB)
  @Column(name = "changed_at")
  Instant changedAt;

  static NetworkEntity of(Network network, Json json) {
    NetworkEntity row = new NetworkEntity();
    row.id = network.id().value();
    row.createdAt = network.createdAt();
    row.tenant = network.tenant().value();
    row.name = network.spec().name();
    row.spec = json.write(network.spec());
    row.takeDesire(network, json);
    row.takeFindings(network, json);
    return row;
  }

  /** What is wanted. */
  void takeDesire(Network network, Json json) {
    desire = network.desire();
    takeState(network, json);
    fence = network.fence();
    removalAt = network.removalAt().orElse(null);
    takeSuspension(network, json);
  }

  /** What it is to be, and who is to belong to it. */
  void takeChange(Network network, Json json) {
    spec = json.write(network.spec());
    made = json.write(network.made());
    fence = network.fence();
  }

  /** What a pass found out. */
  void takeFindings(Network network, Json json) {
    takeState(network, json);
    made = json.write(network.made());
    nodes = json.write(network.nodes());
    conditions = json.write(network.conditions());
    height = network.height();
    readyAt = network.readyAt().orElse(null);
    takeSuspension(network, json);
  }

  private void takeSuspension(Network network, Json json) {
    suspension = network.suspension().map(json::write).orElse(null);
  }

  private void takeState(Network network, Json json) {
    state = network.state().name();
    stateDetails = json.write(network.state());
  }

  Network network(Json json) {
    return new Network(
        new NetworkId(id),
        new TenantId(tenant),
        json.read(spec, NetworkSpec.class),
        createdAt,
        desire,
        fence,
        Optional.ofNullable(removalAt),
        States.read(json, state, stateDetails),
        new Found(
            json.read(made, Made.class),
            json.read(nodes, NODES),
            json.read(conditions, CONDITIONS),
            height,
            Optional.ofNullable(readyAt)),
        Optional.ofNullable(suspension).map(text -> json.read(text, Suspension.class)));
  }
}
