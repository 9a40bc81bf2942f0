package io.ridgeway.app.embedded;

import io.ridgeway.store.DatabaseRoles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A home of the test run under {@code target}, and its embedded stack: cleared at the first use,
 * ended with the run. Its Keycloak is the one that {@code tools/keycloak/build} prepared.
 */
public final class TestHome {
  /** Which of the processes that run tests side by side this is, from 1 on: homes are no two's. */
  static final int FORK = Integer.getInteger("ridgeway.fork", 1);

  /** The one that integration tests share. */
  static final TestHome SHARED = new TestHome("embedded");

  // Below those that the kernel gives to whoever connects.
  private static final int FIRST_PORT = 12_000;
  private static final int PORTS_OF_A_RUN = 20;
  private static final int RUNS = 400;

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Progress PROGRESS = Progress.toTerminal(CLOCK);

  private final Home home;
  private @Nullable EmbeddedStack stack;

  TestHome(String name) {
    this.home = new Home(Path.of("target", name + "-" + FORK), Home.from(System.getenv()).cache());
  }

  /** The servers that integration tests share, ready. */
  public static EmbeddedStack sharedServers() {
    return SHARED.running();
  }

  /**
   * A database of its own for one test class, on the shared servers: empty, with the usual roles.
   */
  public static String emptyDatabase(String name) throws SQLException {
    return SHARED.database(name);
  }

  /** The same on this home's servers. */
  String database(String name) throws SQLException {
    EmbeddedStack servers = running();
    Secrets secrets = servers.secrets();
    try (Connection superuser =
        DriverManager.getConnection(
            servers.postgres().jdbcUrl("postgres"),
            EmbeddedPostgres.SUPERUSER,
            secrets.get(Secrets.Name.POSTGRES_SUPERUSER))) {
      try (Statement statement = superuser.createStatement()) {
        statement.execute("drop database if exists " + name);
      }
      new DatabaseRoles(
              name,
              PostgresRoles.OWNER,
              secrets.get(Secrets.Name.POSTGRES_OWNER),
              PostgresRoles.APP,
              secrets.get(Secrets.Name.POSTGRES_APP))
          .create(superuser);
    }
    return name;
  }

  Home home() {
    return home;
  }

  /** The stack, ready; started at the first call, and anew when something of it was stopped. */
  synchronized EmbeddedStack running() {
    EmbeddedStack now = stack;
    if (now == null) {
      // What an earlier run left, running or not, is none of this one's.
      stop();
      home.remove();
      choosePorts();
      Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }
    if (now == null || !runsWhole()) {
      now = another();
      now.start();
      now.awaitReady();
      stack = now;
    }
    return now;
  }

  // Not the usual ones: tests kill what listens, and another installation of this machine could
  // take a usual port before it is started again.
  private void choosePorts() {
    Ports ports = new Ports(home);
    int next = FIRST_PORT + (int) (ProcessHandle.current().pid() % RUNS) * PORTS_OF_A_RUN;
    for (String name :
        List.of(
            EmbeddedPostgres.PORT_NAME,
            EmbeddedKeycloak.PORT_NAME,
            EmbeddedStack.PORTAL,
            EmbeddedStack.GATEWAY)) {
      next = ports.free(name, next) + 1;
    }
  }

  /** Another instance on the same home, as another process would have it. */
  EmbeddedStack another() {
    return EmbeddedStack.at(home, System.getenv(), CLOCK, PROGRESS);
  }

  private boolean runsWhole() {
    StackRecord record = StackRecord.of(home);
    return Stream.of(EmbeddedPostgres.PORT_NAME, EmbeddedKeycloak.PORT_NAME)
        .allMatch(part -> record.living(part).isPresent());
  }

  void stop() {
    EmbeddedStack.stop(home, PROGRESS, CLOCK);
  }
}
