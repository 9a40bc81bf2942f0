package io.ridgeway.store.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.ridgeway.store.DatabaseRoles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** PostgreSQL 18 for the tests' lifetime (fsync off), and how to reach it. */
public final class Postgres implements QuarkusTestResourceLifecycleManager {
  private static final String CABLE = "ridgeway.test.cable";
  private static final String PORT = "ridgeway.test.postgres.port";
  private static final DatabaseRoles ROLES =
      DatabaseRoles.usual("owner's secret", "app's 'secret'");

  private EmbeddedPostgres server;
  private Cable cable;

  @Override
  public Map<String, String> start() {
    try {
      server = EmbeddedPostgres.builder().start();
      try (Connection superuser = server.getPostgresDatabase().getConnection()) {
        ROLES.create(superuser);
        ROLES.create(superuser);
      }
      cable = new Cable(server.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    // The tests' classes are loaded apart from this one: they find both by number.
    System.setProperty(CABLE, String.valueOf(cable.controlPort()));
    System.setProperty(PORT, String.valueOf(server.getPort()));
    return Map.of(
        "quarkus.datasource.jdbc.url", url(cable.port()),
        "quarkus.datasource.username", ROLES.application(),
        "quarkus.datasource.password", ROLES.applicationPassword(),
        "quarkus.flyway.username", ROLES.owner(),
        "quarkus.flyway.password", ROLES.ownerPassword());
  }

  @Override
  public void stop() {
    try {
      cable.close();
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the database away from the application, or gives it back. */
  public static void reachable(boolean now) {
    Cable.order(Integer.getInteger(CABLE), now);
  }

  /** A connection of the application's role beside its pool: without any setting. */
  public static Connection asApplication() throws SQLException {
    return DriverManager.getConnection(
        url(Integer.getInteger(PORT)), ROLES.application(), ROLES.applicationPassword());
  }

  /** A connection that no policy holds: to look at what is really there. */
  public static Connection asSuperuser() throws SQLException {
    return DriverManager.getConnection(url(Integer.getInteger(PORT)), "postgres", "postgres");
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + ROLES.database();
  }
}
