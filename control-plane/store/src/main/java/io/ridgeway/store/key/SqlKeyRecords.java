package io.ridgeway.store.key;

import static java.util.stream.Collectors.joining;

import io.ridgeway.keys.KeyRecord;
import io.ridgeway.keys.KeyRecords;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Custody's keys. A caller without a transaction gets one of its own. */
@Singleton
public final class SqlKeyRecords implements KeyRecords {
  private final ScopedTransactions transactions;
  private final Sql sql;

  SqlKeyRecords(ScopedTransactions transactions, Sql sql) {
    this.transactions = transactions;
    this.sql = sql;
  }

  @Override
  public KeyRecord insertIfAbsent(KeyRecord record) {
    return transactions.joining(
        () -> {
          ManagedKey key = record.key();
          sql.execute(
              "insert into key_record (id, tenant_id, network_id, name, curve, purpose, public_key,"
                  + " version, ciphertext, created_at, destroyed_at, origin, exportable, policy,"
                  + " disabled_at, destroy_at, successor)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                  + " on conflict (tenant_id, network_id, purpose, name) where successor is null"
                  + " do nothing",
              key.id().value(),
              key.tenant().value(),
              key.network().value(),
              key.name(),
              key.curve().name(),
              key.purpose().name(),
              key.publicKey(),
              record.version(),
              record.ciphertext(),
              key.createdAt(),
              record.destroyedAt(),
              record.origin().name(),
              record.exportable(),
              record.policy(),
              record.life().disabledAt().orElse(null),
              record.life().destroyAt().orElse(null),
              record.life().successor().map(KeyId::value).orElse(null));
          return find(key.tenant(), key.network(), key.purpose(), key.name()).orElseThrow();
        });
  }

  @Override
  public Optional<KeyRecord> find(
      TenantId tenant, NetworkId network, Purpose purpose, String name) {
    return transactions.joining(
        () ->
            sql.one(
                SqlKeyRecords::read,
                "select * from key_record"
                    + " where tenant_id = ? and network_id = ? and purpose = ? and name = ?"
                    + " and successor is null",
                tenant.value(),
                network.value(),
                purpose.name(),
                name));
  }

  @Override
  public Optional<KeyRecord> find(KeyId id) {
    return transactions.joining(() -> byId(id));
  }

  @Override
  public Optional<KeyRecord> findCommitted(KeyId id) {
    return transactions.apart(() -> byId(id));
  }

  @Override
  public List<KeyRecord> list(NetworkId network, Purpose purpose) {
    return transactions.joining(
        () ->
            sql.query(
                SqlKeyRecords::read,
                "select * from key_record where network_id = ? and purpose = ?"
                    + " order by name, created_at desc, id",
                network.value(),
                purpose.name()));
  }

  @Override
  public List<KeyRecord> destroyAll(NetworkId network, Instant at) {
    return transactions.joining(
        () ->
            sql.query(
                SqlKeyRecords::read,
                "update key_record set ciphertext = '', destroyed_at = ?"
                    + " where network_id = ? and destroyed_at is null returning *",
                at,
                network.value()));
  }

  @Override
  public Optional<KeyRecord> lock(KeyId id) {
    return transactions.joining(
        () ->
            sql.one(
                SqlKeyRecords::read,
                "select * from key_record where id = ? for update",
                id.value()));
  }

  @Override
  public void replace(KeyRecord record) {
    transactions.joining(
        () ->
            sql.execute(
                "update key_record set version = ?, ciphertext = ?, policy = ?, disabled_at = ?,"
                    + " destroy_at = ?, successor = ?, destroyed_at = ? where id = ?",
                record.version(),
                record.ciphertext(),
                record.policy(),
                record.life().disabledAt().orElse(null),
                record.life().destroyAt().orElse(null),
                record.life().successor().map(KeyId::value).orElse(null),
                record.destroyedAt(),
                record.key().id().value()));
  }

  @Override
  public List<NetworkId> due(Instant now, int most) {
    return transactions.joining(
        () ->
            sql.query(
                row -> new NetworkId(row.getString("network_id")),
                "select network_id from key_record where destroy_at <= ? and destroyed_at is null"
                    + " group by network_id order by min(destroy_at), network_id limit ?",
                now,
                most));
  }

  @Override
  public List<KeyRecord> lockDue(NetworkId network, Instant now) {
    return transactions.joining(
        () ->
            sql.query(
                SqlKeyRecords::read,
                "select * from key_record where network_id = ? and destroy_at <= ?"
                    + " and destroyed_at is null order by id for update",
                network.value(),
                now));
  }

  /** The living transaction keys of every network. */
  public List<KeyRecord> transactionKeys() {
    return sql.query(
        SqlKeyRecords::read,
        "select * from key_record where purpose = ? and destroyed_at is null",
        Purpose.TRANSACTION.name());
  }

  /** The living transaction keys of one network. */
  public List<KeyRecord> transactionKeys(NetworkId network) {
    return sql.query(
        SqlKeyRecords::read,
        "select * from key_record where purpose = ? and destroyed_at is null and network_id = ?",
        Purpose.TRANSACTION.name(),
        network.value());
  }

  /** The living keys of transactions and of TLS of those networks, without their private sides. */
  public List<ManagedKey> ofPlans(Collection<NetworkId> networks) {
    return sql.query(
        SqlKeyRecords::key,
        "select * from key_record where purpose in (?, ?) and destroyed_at is null"
            + " and network_id = any (string_to_array(?, ','))",
        Purpose.TRANSACTION.name(),
        Purpose.TLS.name(),
        networks.stream().map(NetworkId::value).collect(joining(",")));
  }

  private Optional<KeyRecord> byId(KeyId id) {
    return sql.one(SqlKeyRecords::read, "select * from key_record where id = ?", id.value());
  }

  private static KeyRecord read(ResultSet row) throws SQLException {
    return new KeyRecord(
        key(row),
        row.getInt("version"),
        row.getBytes("ciphertext"),
        KeyOrigin.valueOf(row.getString("origin")),
        row.getBoolean("exportable"),
        row.getString("policy"),
        new KeyLife(
            Sql.maybeInstant(row, "disabled_at"),
            Sql.maybeInstant(row, "destroy_at"),
            Optional.ofNullable(row.getString("successor")).map(KeyId::new),
            Sql.maybeInstant(row, "destroyed_at")));
  }

  private static ManagedKey key(ResultSet row) throws SQLException {
    return new ManagedKey(
        new KeyId(row.getString("id")),
        new TenantId(row.getString("tenant_id")),
        new NetworkId(row.getString("network_id")),
        row.getString("name"),
        Curve.valueOf(row.getString("curve")),
        Purpose.valueOf(row.getString("purpose")),
        row.getString("public_key"),
        Sql.instant(row, "created_at"));
  }
}
