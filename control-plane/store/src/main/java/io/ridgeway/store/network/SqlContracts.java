package io.ridgeway.store.network;

import io.ridgeway.engine.contract.ContractVersion;
import io.ridgeway.engine.contract.Contracts;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Contracts that tenants brought, and their jars. */
@Singleton
public class SqlContracts implements Contracts {
  private final Sql sql;
  private final Json json;

  SqlContracts(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  @Override
  public void insert(ContractVersion version, Optional<byte[]> jar) {
    Contract contract = version.contract();
    jar.ifPresent(
        bytes ->
            sql.execute(
                "insert into contract_jar (tenant_id, network_id, sha256, bytes) values (?, ?, ?,"
                    + " ?) on conflict do nothing",
                version.tenant().value(),
                version.network().value(),
                contract.code().reference(),
                bytes));
    sql.execute(
        "insert into contract_version (tenant_id, network_id, number, name, version, contract,"
            + " brought_by, brought_at, operation_id) values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)",
        version.tenant().value(),
        version.network().value(),
        contract.number(),
        contract.name(),
        contract.version(),
        json.write(contract),
        version.broughtBy(),
        version.broughtAt(),
        version.operation().value());
  }

  @Override
  public List<ContractVersion> of(NetworkId network) {
    return sql.query(
        this::read,
        "select * from contract_version where network_id = ? order by number desc",
        network.value());
  }

  private ContractVersion read(ResultSet row) throws SQLException {
    return new ContractVersion(
        new TenantId(row.getString("tenant_id")),
        new NetworkId(row.getString("network_id")),
        json.read(row.getString("contract"), Contract.class),
        row.getString("brought_by"),
        Sql.instant(row, "brought_at"),
        new OperationId(row.getString("operation_id")),
        Sql.maybeInstant(row, "withdrawn_at"));
  }

  @Override
  public byte[] jar(NetworkId network, String sha256) {
    return sql.one(
            row -> row.getBytes("bytes"),
            "select bytes from contract_jar where network_id = ? and sha256 = ?",
            network.value(),
            sha256)
        .orElseThrow(
            () -> new IllegalStateException("network " + network + " has no jar " + sha256));
  }

  @Override
  public long jarBytes(NetworkId network) {
    return sql.one(
            row -> row.getLong("bytes"),
            "select coalesce(sum(octet_length(bytes)), 0) as bytes from contract_jar where"
                + " network_id = ?",
            network.value())
        .orElseThrow();
  }

  @Override
  public void withdraw(NetworkId network, int number, Instant at) {
    sql.execute(
        "update contract_version set withdrawn_at = ? where network_id = ? and number = ?",
        at,
        network.value(),
        number);
  }

  @Override
  public void discardJars(NetworkId network) {
    sql.execute("delete from contract_jar where network_id = ?", network.value());
  }
}
