package io.ridgeway.store.key;

import io.ridgeway.keys.CredentialRecord;
import io.ridgeway.keys.CredentialRecords;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.model.key.CityNodeCredentials.Kept;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The city nodes' encrypted secrets. Only the system's scope sees them. */
@Singleton
public final class SqlCredentialRecords implements CredentialRecords {
  private final ScopedTransactions transactions;
  private final Sql sql;

  SqlCredentialRecords(ScopedTransactions transactions, Sql sql) {
    this.transactions = transactions;
    this.sql = sql;
  }

  @Override
  public void put(CredentialRecord record) {
    transactions.joining(
        () ->
            sql.execute(
                "insert into city_node_credential"
                    + " (city_node_id, property, version, kek, wrapped, ciphertext, set_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?) on conflict (city_node_id, property)"
                    + " do update set version = excluded.version, kek = excluded.kek,"
                    + " wrapped = excluded.wrapped, ciphertext = excluded.ciphertext,"
                    + " set_at = excluded.set_at",
                record.cityNode().value(),
                record.kept().property(),
                record.kept().version(),
                record.kek(),
                record.wrapped(),
                record.ciphertext(),
                record.kept().since()));
  }

  @Override
  public Optional<CredentialRecord> find(CityNodeId cityNode, String property) {
    return transactions.joining(
        () ->
            sql.one(
                SqlCredentialRecords::read,
                "select * from city_node_credential where city_node_id = ? and property = ?",
                cityNode.value(),
                property));
  }

  @Override
  public List<CredentialRecord> list(CityNodeId cityNode) {
    return transactions.joining(
        () ->
            sql.query(
                SqlCredentialRecords::read,
                "select * from city_node_credential where city_node_id = ? order by property",
                cityNode.value()));
  }

  @Override
  public void remove(CityNodeId cityNode, String property) {
    transactions.joining(
        () ->
            sql.execute(
                "delete from city_node_credential where city_node_id = ? and property = ?",
                cityNode.value(),
                property));
  }

  @Override
  public Map<String, Long> countByKek() {
    return transactions.joining(() -> SqlDataKeyRecords.counts(sql, "city_node_credential"));
  }

  @Override
  public List<CredentialRecord> wrappedByOthers(String than, int most) {
    return transactions.joining(
        () ->
            sql.query(
                SqlCredentialRecords::read,
                "select * from city_node_credential where kek <> ?"
                    + " order by city_node_id, property limit ?",
                than,
                most));
  }

  @Override
  public boolean replace(CredentialRecord standing, KeyEncryptionKey.Wrapped by) {
    return transactions.joining(
        () ->
            sql.execute(
                    "update city_node_credential set kek = ?, wrapped = ?"
                        + " where city_node_id = ? and property = ? and version = ?"
                        + " and wrapped = ?",
                    by.kek(),
                    by.bytes(),
                    standing.cityNode().value(),
                    standing.kept().property(),
                    standing.kept().version(),
                    standing.wrapped())
                == 1);
  }

  private static CredentialRecord read(ResultSet row) throws SQLException {
    return new CredentialRecord(
        new CityNodeId(row.getString("city_node_id")),
        new Kept(row.getString("property"), row.getInt("version"), Sql.instant(row, "set_at")),
        row.getString("kek"),
        row.getBytes("wrapped"),
        row.getBytes("ciphertext"));
  }
}
