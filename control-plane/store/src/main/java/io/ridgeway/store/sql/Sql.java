package io.ridgeway.store.sql;

import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Statements as they are, on the connection of the transaction that is under way: for what entities
 * can't say (conflicts that aren't errors, rows that come back from a write, batches).
 *
 * <p>{@link Rows} writes at once, so a statement sees what was kept before it. Parameters may be
 * {@link Instant}s.
 */
@Singleton
public final class Sql {
  private final DataSource dataSource;

  Sql(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Makes something of a row. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** How many rows it changed. */
  public int execute(String statement, @Nullable Object... parameters) {
    return with(
        statement,
        prepared -> {
          bind(prepared, parameters);
          return prepared.executeUpdate();
        });
  }

  /** Runs the statement once for each list of parameters. */
  public void batch(String statement, List<Object[]> all) {
    with(
        statement,
        prepared -> {
          for (Object[] parameters : all) {
            bind(prepared, parameters);
            prepared.addBatch();
          }
          return prepared.executeBatch();
        });
  }

  /** What it returns, a write's {@code returning} included. */
  public <T> List<T> query(Reader<T> reader, String statement, @Nullable Object... parameters) {
    return with(
        statement,
        prepared -> {
          bind(prepared, parameters);
          List<T> found = new ArrayList<>();
          try (ResultSet rows = prepared.executeQuery()) {
            while (rows.next()) {
              found.add(reader.read(rows));
            }
          }
          return found;
        });
  }

  /** The first row of {@link #query}. */
  public <T> Optional<T> one(Reader<T> reader, String statement, @Nullable Object... parameters) {
    return query(reader, statement, parameters).stream().findFirst();
  }

  /** A column's time. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A column's time, if it has one. */
  public static Optional<Instant> maybeInstant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private interface Work<T> {
    T on(PreparedStatement prepared) throws SQLException;
  }

  private <T> T with(String statement, Work<T> work) {
    // Closing gives the handle back; the connection stays the transaction's.
    try (Connection connection = dataSource.getConnection();
        PreparedStatement prepared = connection.prepareStatement(statement)) {
      return work.on(prepared);
    } catch (SQLException e) {
      throw new PersistenceException(e.getMessage(), e);
    }
  }

  private static void bind(PreparedStatement prepared, @Nullable Object[] parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      prepared.setObject(
          i + 1,
          value instanceof Instant at ? OffsetDateTime.ofInstant(at, ZoneOffset.UTC) : value);
    }
  }
}
