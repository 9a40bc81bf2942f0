package io.ridgeway.store.network;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.store.sql.Faults;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Rows;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Networks. */
@Singleton
public class SqlNetworks extends Rows<NetworkEntity, Network> implements Networks {
  private final Json json;
  private final Bell bell;
  private final Sql sql;

  SqlNetworks(Json json, Bell bell, Sql sql) {
    this.sql = sql;
    this.json = json;
    this.bell = bell;
  }

  /** Refuses with {@code CONFLICT} where two orders of one name raced past the check. */
  @Override
  public void insert(Network network) {
    try {
      add(NetworkEntity.of(network, json));
    } catch (RuntimeException e) {
      if (!Faults.isTwice(e)) {
        throw e;
      }
      throw new Refusal(
          ProblemType.CONFLICT,
          "You have a network named "
              + network.spec().name()
              + " already; choose another name and quote again.");
    }
    bell.ring(network.id());
  }

  @Override
  public Optional<Network> find(NetworkId id) {
    return record(find("id", id.value()));
  }

  @Override
  public Optional<Network> findByName(TenantId tenant, String name) {
    return record(
        find("tenant = ?1 and name = ?2 and state <> ?3", tenant.value(), name, States.DELETED));
  }

  @Override
  public Page<Network> list(Page.Request page) {
    return newest(page);
  }

  @Override
  public List<Network> at(CityNodeId cityNode) {
    return sql
        .query(
            row -> row.getString("id"),
            "select id from network where state <> 'Deleted' and (exists (select 1 from"
                + " jsonb_each_text(case when jsonb_typeof(made->'placement') = 'object'"
                + " then made->'placement'->'nodes' else '{}' end) n where n.value = ?)"
                + " or (jsonb_typeof(made->'placement') is distinct from 'object'"
                + " and jsonb_exists(spec->'cityNodes', ?))) order by id",
            cityNode.value(),
            cityNode.value())
        .stream()
        .map(id -> get(new NetworkId(id)))
        .toList();
  }

  @Override
  public List<Network> guests(NetworkId host) {
    return sql
        .query(
            row -> row.getString("id"),
            "select id from network where made->>'host' = ? order by id",
            host.value())
        .stream()
        .map(id -> get(new NetworkId(id)))
        .toList();
  }

  @Override
  public List<Network> hosts() {
    return sql
        .query(
            row -> row.getString("id"),
            "select id from network where state <> 'Deleted'"
                + " and made->'hosting'->>'open' = 'true' order by id")
        .stream()
        .map(id -> get(new NetworkId(id)))
        .toList();
  }

  @Override
  public List<Network> carriers() {
    return sql
        .query(
            row -> row.getString("id"),
            "select id from network where state <> 'Deleted'"
                + " and (jsonb_typeof(made->'hosting') = 'object'"
                + " or id in (select made->>'host' from network where made->>'host' is not null))"
                + " order by id")
        .stream()
        .map(id -> get(new NetworkId(id)))
        .toList();
  }

  @Override
  public Optional<Network> lock(NetworkId id) {
    return record(find("id", id.value()).withLock(LockModeType.PESSIMISTIC_WRITE));
  }

  @Override
  public void touch(NetworkId id) {
    bell.ring(id);
  }

  @Override
  public void changeDesire(Network network) {
    NetworkEntity row = locked(network.id());
    row.takeDesire(network, json);
    changed(row);
    bell.ring(network.id());
  }

  @Override
  public void change(Network network) {
    NetworkEntity row = locked(network.id());
    row.takeChange(network, json);
    changed(row);
    bell.ring(network.id());
  }

  @Override
  public Optional<Network> takeOver(NetworkId id, String worker) {
    return findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE)
        .map(
            row -> {
              boolean another = row.worker != null && !worker.equals(row.worker);
              if (another) {
                row.fence++;
                bell.ring(id);
              }
              row.worker = worker;
              changed(row);
              return row.network(json);
            });
  }

  @Override
  public boolean keep(Network network) {
    NetworkEntity row = locked(network.id());
    if (row.fence != network.fence()) {
      getEntityManager().detach(row);
      return false;
    }
    row.takeFindings(network, json);
    changed(row);
    bell.ring(network.id());
    return true;
  }

  /** Every network that isn't deleted. */
  List<Network> notDeleted() {
    return records(find("state <> ?1", States.DELETED));
  }

  @Override
  protected Network record(NetworkEntity row) {
    return row.network(json);
  }

  private NetworkEntity locked(NetworkId id) {
    return findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE)
        .orElseThrow(() -> new IllegalStateException("there is no network " + id));
  }
}
