package io.ridgeway.store.sql;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Reads what PostgreSQL, or the lack of it, made go wrong. */
public final class Faults {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final Set<String> LOST = Set.of("08003", "08006", "57P01", "57P02");
  private static final int DEEPEST = 20;

  private Faults() {}

  /** Whether a row of that identity is there already. */
  public static boolean isTwice(Throwable fault) {
    return sqlState(fault).filter(UNIQUE_VIOLATION::equals).isPresent();
  }

  /**
   * Whether the database can't be reached: connection exceptions (class 08), an operator's shutdown
   * (57P01 to 57P03), too many connections (53300), or none to be had from the pool, which has no
   * state.
   */
  public static boolean isAway(Throwable fault) {
    return sqlException(fault)
        .map(
            e -> {
              String state = e.getSQLState();
              return state == null
                  ? String.valueOf(e.getMessage()).contains("timeout")
                  : state.startsWith("08") || state.startsWith("57P0") || state.equals("53300");
            })
        .orElse(false);
  }

  /**
   * Whether a connection that was there is no more: lost on the way (08003, 08006) or ended by the
   * server (57P01, 57P02).
   */
  public static boolean isLost(Throwable fault) {
    return sqlState(fault).filter(LOST::contains).isPresent();
  }

  private static Optional<String> sqlState(Throwable fault) {
    return sqlException(fault).map(SQLException::getSQLState);
  }

  private static Optional<SQLException> sqlException(Throwable fault) {
    Throwable at = fault;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      if (at instanceof SQLException e) {
        return Optional.of(e);
      }
      at = at.getCause();
    }
    return Optional.empty();
  }
}
