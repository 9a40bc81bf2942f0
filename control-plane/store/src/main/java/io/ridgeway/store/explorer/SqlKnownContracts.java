package io.ridgeway.store.explorer;

import io.ridgeway.engine.explorer.KnownContract;
import io.ridgeway.engine.explorer.KnownContracts;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Interfaces of contracts, as tenants bring them. */
@Singleton
public class SqlKnownContracts implements KnownContracts {
  private final Sql sql;

  SqlKnownContracts(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void keep(KnownContract contract) {
    sql.execute(
        "insert into known_contract (tenant_id, network_id, address, name, document, kept_at,"
            + " kept_by) values (?, ?, ?, ?, ?, ?, ?) on conflict (network_id, address) do update"
            + " set name = excluded.name, document = excluded.document, kept_at ="
            + " excluded.kept_at, kept_by = excluded.kept_by",
        contract.tenant().value(),
        contract.network().value(),
        contract.address(),
        contract.name(),
        contract.document(),
        contract.at(),
        contract.by());
  }

  @Override
  public List<KnownContract> of(NetworkId network) {
    return sql.query(
        SqlKnownContracts::read,
        "select * from known_contract where network_id = ? order by name, address",
        network.value());
  }

  @Override
  public Optional<KnownContract> find(NetworkId network, String address) {
    return sql.one(
        SqlKnownContracts::read,
        "select * from known_contract where network_id = ? and address = ?",
        network.value(),
        address);
  }

  @Override
  public boolean remove(NetworkId network, String address) {
    return sql.execute(
            "delete from known_contract where network_id = ? and address = ?",
            network.value(),
            address)
        > 0;
  }

  private static KnownContract read(ResultSet row) throws SQLException {
    return new KnownContract(
        new TenantId(row.getString("tenant_id")),
        new NetworkId(row.getString("network_id")),
        row.getString("address"),
        row.getString("name"),
        row.getString("document"),
        Sql.instant(row, "kept_at"),
        row.getString("kept_by"));
  }
}
