package io.ridgeway.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes a database with its two roles on a fresh PostgreSQL: the owner, as whom Flyway runs, and
 * the application, which owns nothing and is held by row-level security. For the embedded run and
 * for tests; on a PostgreSQL of their own, operators do the same by hand.
 *
 * @param database the database's name
 * @param owner the owner's role
 * @param ownerPassword its password
 * @param application the application's role, Flyway's placeholder {@code appRole}
 * @param applicationPassword its password
 */
public record DatabaseRoles(
    String database,
    String owner,
    String ownerPassword,
    String application,
    String applicationPassword) {

  /** The usual names. */
  public static DatabaseRoles usual(String ownerPassword, String applicationPassword) {
    return new DatabaseRoles(
        "ridgeway", "ridgeway_owner", ownerPassword, "ridgeway_app", applicationPassword);
  }

  /** Makes what isn't there, and sets the passwords. Idempotent. */
  public void create(Connection superuser) throws SQLException {
    role(superuser, owner, ownerPassword);
    role(superuser, application, applicationPassword);
    if (!exists(superuser, "select 1 from pg_database where datname = ?", database)) {
      run(superuser, "create database %I owner %I", database, owner);
    }
    // No temporary tables: they would stand before the real ones in the search path.
    run(superuser, "revoke all on database %I from public", database);
    run(superuser, "grant connect on database %I to %I", database, application);
  }

  private static void role(Connection superuser, String role, String password) throws SQLException {
    if (!exists(superuser, "select 1 from pg_roles where rolname = ?", role)) {
      run(superuser, "create role %I", role);
    }
    run(
        superuser,
        "alter role %I login nosuperuser nobypassrls nocreatedb nocreaterole noinherit password %L",
        role,
        password);
  }

  private static boolean exists(Connection superuser, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = superuser.prepareStatement(query)) {
      statement.setString(1, name);
      return statement.executeQuery().next();
    }
  }

  /** Has PostgreSQL quote what can't be a parameter. */
  private static void run(Connection superuser, String form, String... names) throws SQLException {
    try (PreparedStatement quoting =
        superuser.prepareStatement("select format(?" + ", ?".repeat(names.length) + ")")) {
      quoting.setString(1, form);
      for (int i = 0; i < names.length; i++) {
        quoting.setString(i + 2, names[i]);
      }
      try (ResultSet quoted = quoting.executeQuery();
          Statement statement = superuser.createStatement()) {
        quoted.next();
        statement.execute(quoted.getString(1));
      }
    }
  }

  /** Without the passwords. */
  @Override
  public String toString() {
    return "DatabaseRoles[" + database + ", " + owner + ", " + application + "]";
  }
}
