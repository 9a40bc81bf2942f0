package io.ridgeway.app.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * A PostgreSQL server of this home, on loopback, with password authentication throughout and every
 * commit on the disk before it is answered. It is no child of ours: it outlives the process that
 * started it, and the next one adopts it.
 */
public final class EmbeddedPostgres {
  static final String PORT_NAME = "postgresql";
  static final int USUAL_PORT = 5433;
  static final String SUPERUSER = "postgres";
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(60);

  private final int port;
  private final ProcessMark mark;

  private EmbeddedPostgres(int port, ProcessMark mark) {
    this.port = port;
    this.mark = mark;
  }

  /** Adopts the server that runs on this home's data, or starts one; ready when this returns. */
  static EmbeddedPostgres startOrAdopt(
      Home home, Secrets secrets, Ports ports, Progress progress, Clock clock) {
    Instant began = clock.instant();
    Optional<Postmaster> running = Postmaster.of(home);
    if (running.isPresent()) {
      EmbeddedPostgres adopted = new EmbeddedPostgres(running.get().port(), running.get().mark());
      ports.remember(PORT_NAME, adopted.port);
      if (!Waiting.until(clock, START, () -> adopted.answers(secrets))) {
        throw new EmbeddedException(
            "the PostgreSQL of "
                + home.postgres()
                + " runs but does not answer on port "
                + adopted.port);
      }
      progress.line("PostgreSQL: adopted, 127.0.0.1:" + adopted.port);
      return adopted;
    }
    OrdinaryUser.check();
    progress.line("PostgreSQL: starting");
    Path programs = PostgresBinaries.unpacked(home);
    PostgresCluster cluster = new PostgresCluster(home, programs);
    if (!cluster.exists()) {
      cluster.create(secrets.get(Secrets.Name.POSTGRES_SUPERUSER));
    }
    int port = ports.free(PORT_NAME, USUAL_PORT);
    cluster.configure(port);
    Postmaster.awaitReaped(home, clock);
    cluster.control("start", "-w", "-t", Long.toString(START.toSeconds()));
    Postmaster postmaster =
        Postmaster.of(home)
            .orElseThrow(
                () -> new EmbeddedException("PostgreSQL ended at once: see " + cluster.log()));
    EmbeddedPostgres started = new EmbeddedPostgres(port, postmaster.mark());
    try (Connection admin = started.connect("postgres", secrets)) {
      PostgresRoles.ensure(admin, database -> started.connect(database, secrets), secrets);
    } catch (SQLException e) {
      throw new EmbeddedException("PostgreSQL started but its roles could not be made", e);
    }
    progress.line("PostgreSQL: ready in " + Progress.since(began, clock) + ", 127.0.0.1:" + port);
    return started;
  }

  /**
   * Stops the server of this home, if one runs; what was committed stays.
   *
   * @return whether one ran
   */
  static boolean stop(Home home) {
    if (Postmaster.of(home).isEmpty()) {
      return false;
    }
    new PostgresCluster(home, PostgresBinaries.unpacked(home))
        .control("stop", "-m", "fast", "-w", "-t", Long.toString(STOP.toSeconds()));
    return true;
  }

  public int port() {
    return port;
  }

  public ProcessMark mark() {
    return mark;
  }

  /** The JDBC address of one of this server's databases; holds no password. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private Connection connect(String database, Secrets secrets) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", SUPERUSER);
    login.setProperty("password", secrets.get(Secrets.Name.POSTGRES_SUPERUSER));
    return DriverManager.getConnection(jdbcUrl(database), login);
  }

  private boolean answers(Secrets secrets) {
    try (Connection connection = connect("postgres", secrets);
        Statement statement = connection.createStatement();
        ResultSet one = statement.executeQuery("select 1")) {
      return one.next();
    } catch (SQLException e) {
      return false;
    }
  }
}
