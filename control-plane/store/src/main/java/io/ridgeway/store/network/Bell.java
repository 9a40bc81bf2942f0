package io.ridgeway.store.network;

import io.ridgeway.model.NetworkId;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;

/** Tells, once the transaction is committed, that something of a network has changed. */
@Singleton
class Bell {
  static final String CHANNEL = "ridgeway_network";

  private final Sql sql;

  Bell(Sql sql) {
    this.sql = sql;
  }

  /** PostgreSQL sends it with the commit, and once however often it is rung. */
  void ring(NetworkId network) {
    sql.query(row -> true, "select pg_notify(?, ?)", CHANNEL, network.value());
  }
}
