package io.ridgeway.app.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** PostgreSQL and Keycloak of a test's own, which it may take away for a while. */
public final class OwnServers {
  private static final Clock CLOCK = Clock.systemUTC();

  private final TestHome home;
  private final EmbeddedStack stack;
  private final People people;

  private OwnServers(TestHome home) {
    this.home = home;
    this.stack = home.running();
    this.people = new People(() -> stack);
  }

  /** Those of a home of that name, with nothing in them but the realm; they end with the run. */
  public static OwnServers begun(String name) {
    return new OwnServers(new TestHome(name));
  }

  public EmbeddedStack stack() {
    return stack;
  }

  /** A valid access token of that person, whenever one is asked for. */
  public Supplier<String> token(String user) {
    return people.token(user);
  }

  /** A database beside Keycloak's: empty, with the usual roles. */
  public String emptyDatabase(String name) throws SQLException {
    return home.database(name);
  }

  /** That database as the superuser, who sees every row. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        stack.postgres().jdbcUrl(database),
        EmbeddedPostgres.SUPERUSER,
        stack.secrets().get(Secrets.Name.POSTGRES_SUPERUSER));
  }

  /** Stops PostgreSQL, with connections open. */
  public void stopPostgres() {
    DatabaseOutage.begin(stack);
  }

  /** Stops Keycloak. */
  public void stopKeycloak() {
    StackRecord record = StackRecord.of(home.home());
    boolean ended =
        record
            .living(EmbeddedKeycloak.PORT_NAME)
            .map(part -> part.mark().stop(CLOCK, EmbeddedKeycloak.STOP))
            .orElseThrow(() -> new IllegalStateException("no Keycloak ran at " + home.home()));
    if (!ended) {
      throw new IllegalStateException("Keycloak doesn't stop");
    }
    record.remove(EmbeddedKeycloak.PORT_NAME);
  }

  /** Whether nobody listens where both of them were. */
  public boolean areAway() {
    return List.of(stack.postgres().port(), URI.create(stack.realmUrl()).getPort()).stream()
        .allMatch(OwnServers::isClosed);
  }

  private static boolean isClosed(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  /** Starts both on the same data and ports; they serve when this returns. */
  public void start() {
    String realm = stack.realmUrl();
    DatabaseOutage.end(stack);
    stack.awaitReady();
    if (!stack.realmUrl().equals(realm)) {
      throw new IllegalStateException("another program took the port of " + realm);
    }
  }
}
