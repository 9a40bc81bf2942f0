package io.ridgeway.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.engine.order.Orders;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.Tenants;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A test on the real database. Each makes tenants of its own; an unexpected ERROR line fails it.
 */
@QuarkusTestResource(Postgres.class)
public abstract class StoreCase {
  @Inject protected ScopedTransactions transactions;
  @Inject protected Sql sql;
  @Inject protected Clock clock;
  @Inject protected Tenants tenants;
  @Inject protected Networks networks;
  @Inject protected Operations operations;
  @Inject protected Orders orders;

  private final ErrorLines errors = new ErrorLines();

  @BeforeEach
  void listenForErrors() {
    errors.open();
  }

  @AfterEach
  void noUnexpectedError() {
    errors.close();
    assertThat(errors.lines()).as("ERROR lines").isEmpty();
  }

  /** What was logged so far was to be expected. */
  protected void forgetErrors() {
    errors.forget();
  }

  protected TenantId signUp() {
    Tenant tenant = Samples.tenant(clock.instant());
    transactions.runAsSystem(() -> tenants.insert(tenant));
    return tenant.id();
  }

  protected Network network(TenantId tenant) {
    Network network = Samples.network(tenant, clock.instant());
    transactions.runInTenant(tenant, () -> networks.insert(network));
    return network;
  }

  /** What is really there, whoever asks: the first column as text. */
  protected static List<String> really(String query) {
    try (Connection connection = Postgres.asSuperuser()) {
      return texts(connection, query);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  protected static List<String> texts(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  protected static void await(String what, Duration most, BooleanSupplier condition) {
    Instant end = Instant.now().plus(most);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(what).isBefore(end);
      pause(Duration.ofMillis(10));
    }
  }

  protected static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
