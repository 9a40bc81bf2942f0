package io.ridgeway.app.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * The databases and roles of the embedded PostgreSQL. {@code ridgeway_owner} owns the schema and
 * runs the migrations; {@code ridgeway_app} serves requests, and row-level security binds it.
 */
final class PostgresRoles {
  static final String DATABASE = "ridgeway";
  static final String OWNER = "ridgeway_owner";
  static final String APP = "ridgeway_app";
  static final String KEYCLOAK = "keycloak";

  /** Opens a connection to one database of the server, as its superuser. */
  @FunctionalInterface
  interface Databases {
    Connection connect(String database) throws SQLException;
  }

  private PostgresRoles() {}

  /** Makes what is missing; what is there stays as it is. */
  static void ensure(Connection admin, Databases databases, Secrets secrets) throws SQLException {
    role(admin, OWNER, secrets.get(Secrets.Name.POSTGRES_OWNER));
    role(admin, APP, secrets.get(Secrets.Name.POSTGRES_APP));
    role(admin, KEYCLOAK, secrets.get(Secrets.Name.POSTGRES_KEYCLOAK));
    database(admin, DATABASE, OWNER);
    database(admin, KEYCLOAK, KEYCLOAK);
    try (Connection ridgeway = databases.connect(DATABASE);
        Statement statement = ridgeway.createStatement()) {
      statement.execute("grant connect on database ridgeway to ridgeway_app");
      statement.execute("alter schema public owner to ridgeway_owner");
      statement.execute("grant usage on schema public to ridgeway_app");
      statement.execute(
          "alter default privileges for role ridgeway_owner"
              + " grant select, insert, update, delete on tables to ridgeway_app");
      statement.execute(
          "alter default privileges for role ridgeway_owner"
              + " grant usage, select on sequences to ridgeway_app");
    }
  }

  // In one transaction, so that no role without its password is left behind. The driver sends the
  // password's verifier, never the
  // password.
  private static void role(Connection admin, String role, String password) throws SQLException {
    if (exists(admin, "select 1 from pg_roles where rolname = ?", role)) {
      return;
    }
    admin.setAutoCommit(false);
    boolean made = false;
    try (Statement statement = admin.createStatement()) {
      statement.execute(
          "create role "
              + role
              + " login nosuperuser nobypassrls nocreatedb nocreaterole noreplication");
      admin
          .unwrap(PGConnection.class)
          .alterUserPassword(role, password.toCharArray(), "scram-sha-256");
      admin.commit();
      made = true;
    } finally {
      if (!made) {
        admin.rollback();
      }
      admin.setAutoCommit(true);
    }
  }

  private static void database(Connection admin, String database, String owner)
      throws SQLException {
    if (exists(admin, "select 1 from pg_database where datname = ?", database)) {
      return;
    }
    try (Statement statement = admin.createStatement()) {
      statement.execute("create database " + database + " owner " + owner);
      statement.execute("revoke all on database " + database + " from public");
    }
  }

  private static boolean exists(Connection admin, String query, String name) throws SQLException {
    try (PreparedStatement statement = admin.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }
}
