package io.ridgeway.store.network;

import io.ridgeway.engine.network.Changes;
import io.ridgeway.model.NetworkId;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Sql;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of changes by PostgreSQL's LISTEN, on a connection of its own that comes back by itself.
 *
 * <p>Who loads first and listens then misses what happens in between: listen first.
 */
@Singleton
public class PgChanges implements Changes {
  private static final Logger LOG = LoggerFactory.getLogger(PgChanges.class);

  private final Ear.Address address;
  private final ScopedTransactions transactions;
  private final Sql sql;
  private final List<Consumer<NetworkId>> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Ear ear;

  PgChanges(
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") String password,
      ScopedTransactions transactions,
      Sql sql) {
    this.address = new Ear.Address(url, user, password);
    this.transactions = transactions;
    this.sql = sql;
  }

  /**
   * Returns once it is heard, or after a few seconds if the database is away; then it comes later.
   */
  @Override
  public Listening listen(Consumer<NetworkId> listener) {
    listeners.add(listener);
    ear().awaitHearing();
    return () -> listeners.remove(listener);
  }

  @PreDestroy
  synchronized void close() {
    if (ear != null) {
      ear.close();
    }
  }

  private synchronized Ear ear() {
    if (ear == null) {
      ear = new Ear(address, id -> tell(new NetworkId(id)), this::tellAllSince);
    }
    return ear;
  }

  private void tell(NetworkId network) {
    for (Consumer<NetworkId> listener : listeners) {
      try {
        listener.accept(network);
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("network", network)
            .setCause(e)
            .log("A listener failed on a change.");
      }
    }
  }

  /** Every network that is there, and those that went while nothing was heard. */
  private void tellAllSince(long secondsAgo) {
    transactions
        .asSystem(
            () ->
                sql.query(
                    row -> new NetworkId(row.getString("id")),
                    "select id from network where state <> ? or changed_at > now() - make_interval(secs => ?)",
                    States.DELETED,
                    (double) secondsAgo))
        .forEach(this::tell);
  }
}
