package io.ridgeway.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A Keycloak of this home, on loopback, with the realm {@code ridgeway}. Its passwords reach it
 * through its environment, never as arguments.
 */
public final class EmbeddedKeycloak {
  public static final String REALM = "ridgeway";

  /** The attribute that says which provider a person works for. */
  private static final String PROVIDER = "ridgeway_provider";

  static final String PORT_NAME = "keycloak";
  static final int USUAL_PORT = 8180;
  private static final Duration START = Duration.ofSeconds(240);
  static final Duration STOP = Duration.ofSeconds(20);

  private final int port;
  private final ProcessMark mark;
  private final HttpClient http = HttpClient.newHttpClient();

  private EmbeddedKeycloak(int port, ProcessMark mark) {
    this.port = port;
    this.mark = mark;
  }

  /** A server that was found running. */
  static EmbeddedKeycloak of(StackRecord.Part part) {
    return new EmbeddedKeycloak(part.port(), part.mark());
  }

  /** Starts the server and returns at once; {@link #awaitRealm} says when it serves. */
  static EmbeddedKeycloak start(
      Home home,
      Path distribution,
      EmbeddedPostgres database,
      Secrets secrets,
      Ports ports,
      Clock clock) {
    int port = ports.free(PORT_NAME, USUAL_PORT);
    ChildProcess child =
        new ChildProcess("keycloak", home, clock)
            .environment(environment(database, port, secrets))
            .withoutInherited("KC_", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "DEBUG");
    ProcessMark script =
        child.start(distribution.resolve("bin/kc.sh").toString(), "start", "--optimized");
    // The script waits for the Java process that is the server; that one takes the signals and is
    // the one to remember.
    return new EmbeddedKeycloak(port, child.javaUnder(script));
  }

  private static Map<String, String> environment(
      EmbeddedPostgres database, int port, Secrets secrets) {
    return Map.ofEntries(
        Map.entry("KC_DB_URL", database.jdbcUrl(PostgresRoles.KEYCLOAK)),
        Map.entry("KC_DB_USERNAME", PostgresRoles.KEYCLOAK),
        Map.entry("KC_DB_PASSWORD", secrets.get(Secrets.Name.POSTGRES_KEYCLOAK)),
        Map.entry("KC_DB_POOL_INITIAL_SIZE", "2"),
        Map.entry("KC_DB_POOL_MAX_SIZE", "20"),
        Map.entry("KC_HTTP_ENABLED", "true"),
        Map.entry("KC_HTTP_HOST", "127.0.0.1"),
        Map.entry("KC_HTTP_PORT", Integer.toString(port)),
        Map.entry("KC_HOSTNAME", url(port)),
        // The issuer is one address; services may ask for keys and tokens at the one they know.
        Map.entry("KC_HOSTNAME_BACKCHANNEL_DYNAMIC", "true"),
        Map.entry("KC_CACHE", "local"),
        Map.entry("KC_LOG_CONSOLE_COLOR", "false"),
        Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakAdmin.USER),
        Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.get(Secrets.Name.KEYCLOAK_ADMIN)),
        Map.entry("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m"),
        // It signs a few people in: the first compiler's code does, and its start takes a third of
        // the time. Connections are looked at before they are used, or each one from before the
        // database was started again would be an error on somebody's page.
        Map.entry(
            "JAVA_OPTS_APPEND",
            "-XX:-UseG1GC -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
                + " -Dquarkus.datasource.jdbc.validate-on-borrow=true"));
  }

  /** Waits until the realm serves, and makes it at the first start. */
  void awaitRealm(Home home, String portalUrl, Secrets secrets, Progress progress, Clock clock) {
    Instant began = clock.instant();
    boolean serves = Waiting.until(clock, START, () -> !mark.lives() || answers("master"));
    if (!serves || !mark.lives()) {
      throw new EmbeddedException(
          "Keycloak "
              + (serves ? "ended while it started" : "does not answer")
              + ": see "
              + home.logs().resolve("keycloak.log"));
    }
    Path known = home.run().resolve("realm-portal-url");
    if (!portalUrl.equals(readIfThere(known)) || !answers(REALM)) {
      progress.line("Keycloak: setting up the realm " + REALM);
      setUpRealm(portalUrl, secrets, clock);
      if (!Waiting.until(clock, START, () -> answers(REALM))) {
        throw new EmbeddedException("Keycloak made the realm " + REALM + " but does not serve it");
      }
      PrivateFiles.write(known, portalUrl);
    }
    progress.line("Keycloak: ready in " + Progress.since(began, clock) + ", " + url(port));
  }

  /** Each step can be done again, so that one which failed halfway is. */
  private void setUpRealm(String portalUrl, Secrets secrets, Clock clock) {
    AtomicReference<KeycloakAdmin.@Nullable Unready> last = new AtomicReference<>();
    Waiting.until(
        clock,
        START,
        () -> {
          try {
            KeycloakAdmin admin =
                KeycloakAdmin.signIn(http, url(port), secrets.get(Secrets.Name.KEYCLOAK_ADMIN));
            admin.createRealm(RealmTemplate.fill(portalUrl, secrets));
            admin.movePortal(REALM, portalUrl);
            admin.declareAttribute(REALM, PROVIDER);
            last.set(null);
            return true;
          } catch (KeycloakAdmin.Unready e) {
            last.set(e);
            return !mark.lives();
          }
        });
    KeycloakAdmin.Unready reason = last.get();
    if (reason != null) {
      throw reason;
    }
  }

  public ProcessMark mark() {
    return mark;
  }

  public int port() {
    return port;
  }

  /** The issuer of the realm's tokens. */
  public String realmUrl() {
    return url(port) + "/realms/" + REALM;
  }

  /** Its address without a realm. */
  public String url() {
    return url(port);
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  private boolean answers(String realm) {
    return Answering.well(
        http,
        URI.create(url(port) + "/realms/" + realm + "/.well-known/openid-configuration"),
        "Keycloak");
  }

  private static String readIfThere(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
