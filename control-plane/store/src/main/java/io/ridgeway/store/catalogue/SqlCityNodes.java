package io.ridgeway.store.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.catalogue.UnitCost;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** City nodes. A write within a tenant's scope is refused by the table's policy. */
@Singleton
public final class SqlCityNodes implements CityNodes {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final Sql sql;
  private final Json json;

  SqlCityNodes(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  @Override
  public List<CityNodeEntry> all() {
    return sql.query(this::read, "select * from city_node order by id");
  }

  @Override
  public Optional<CityNodeEntry> find(CityNodeId id) {
    return sql.one(this::read, "select * from city_node where id = ?", id.value());
  }

  @Override
  public Optional<CityNodeEntry> lock(CityNodeId id) {
    return sql.one(this::read, "select * from city_node where id = ? for update", id.value());
  }

  @Override
  public void remove(CityNodeId id) {
    sql.execute("delete from city_node where id = ?", id.value());
  }

  @Override
  public boolean insert(CityNode node, Map<String, String> configuration, Optional<UnitCost> cost) {
    return sql.execute(
            "insert into city_node (id, document, configuration, cost)"
                + " values (?, ?::jsonb, ?::jsonb, ?::jsonb) on conflict (id) do nothing",
            node.id().value(),
            json.write(node),
            json.write(configuration),
            cost.map(json::write).orElse(null))
        == 1;
  }

  @Override
  public void put(CityNode node, Map<String, String> configuration, Optional<UnitCost> cost) {
    sql.execute(
        "insert into city_node (id, document, configuration, cost)"
            + " values (?, ?::jsonb, ?::jsonb, ?::jsonb) on conflict (id) do update"
            + " set document = excluded.document, configuration = excluded.configuration,"
            + " cost = excluded.cost",
        node.id().value(),
        json.write(node),
        json.write(configuration),
        cost.map(json::write).orElse(null));
  }

  @Override
  public void heard(CityNodeId id, CityNodeEntry.Heard heard) {
    sql.execute(
        "update city_node set heard = ?::jsonb where id = ?", json.write(heard), id.value());
  }

  private CityNodeEntry read(ResultSet row) throws SQLException {
    return new CityNodeEntry(
        json.read(row.getString("document"), CityNode.class),
        json.read(row.getString("configuration"), TEXTS),
        Optional.ofNullable(row.getString("cost")).map(text -> json.read(text, UnitCost.class)),
        Optional.ofNullable(row.getString("heard"))
            .map(text -> json.read(text, CityNodeEntry.Heard.class)));
  }
}
