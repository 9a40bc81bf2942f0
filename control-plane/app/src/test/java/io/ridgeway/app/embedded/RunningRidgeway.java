package io.ridgeway.app.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The packaged application as a process beside the {@link SharedStack}, with its local city node:
 * what integration tests drive over its own doors, kill and start again. It ends with the test run.
 */
public final class RunningRidgeway {
  /** What may take long on a busy machine, and still ends. */
  public static final Duration PATIENCE = Duration.ofSeconds(180);

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Progress PROGRESS = Progress.toTerminal(CLOCK);
  private static final Duration TOKEN_AGE = Duration.ofMinutes(2);
  private static final Path JAR =
      Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();

  private final EmbeddedStack stack;
  private final Supplier<String> tenantToken;
  private final Supplier<String> operatorToken;
  private EmbeddedApplication application;

  private RunningRidgeway(EmbeddedStack stack, Map<String, String> environment) {
    this.stack = stack;
    this.tenantToken = new Token(stack, "demo-admin", Secrets.Name.USER_DEMO_ADMIN);
    this.operatorToken = new Token(stack, "operator", Secrets.Name.USER_OPERATOR);
    this.application = launch(environment);
  }

  /** The application, ready; started where it doesn't run. */
  public static RunningRidgeway ready() {
    RunningRidgeway running = new RunningRidgeway(stack(), Map.of());
    running.application.awaitReady(PROGRESS);
    return running;
  }

  private static EmbeddedStack stack() {
    EmbeddedStack stack = SharedStack.running();
    try {
      Files.copy(software(), stack.home().software(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("no list of software: run tools/nodes/build", e);
    }
    return stack;
  }

  // As tools/nodes/build left it, for whichever home that was.
  private static Path software() {
    return Home.from(System.getenv()).software();
  }

  private EmbeddedApplication launch(Map<String, String> environment) {
    return EmbeddedApplication.startOrAdopt(stack, JAR, List.of(), environment, PROGRESS, CLOCK);
  }

  /** Ends the application as the kernel would: no shutdown hook runs. */
  public void kill() {
    ProcessHandle.of(application.mark().pid()).ifPresent(ProcessHandle::destroyForcibly);
    awaitDeath();
  }

  /** Starts it again, and waits until it serves. */
  public void start() {
    application = launch(Map.of());
    application.awaitReady(PROGRESS);
  }

  /**
   * Starts it so that it dies at that point of its work, such as {@code after adapter.apply}; it
   * serves when this returns, unless it got there before.
   */
  public void startToCrash(String point) {
    application = launch(Map.of("RIDGEWAY_CRASH_AT", point));
    try {
      application.awaitReady(PROGRESS);
    } catch (EmbeddedException e) {
      if (lives()) {
        throw e;
      }
    }
  }

  public boolean lives() {
    return application.mark().lives();
  }

  /** Waits until the application has ended. */
  public void awaitDeath() {
    await("the application's death", () -> !lives());
  }

  /** Waits for what takes a while on a busy machine; fails when it takes much longer. */
  public static void await(String what, BooleanSupplier so) {
    if (!Waiting.until(CLOCK, PATIENCE, so)) {
      throw new AssertionError(what + " is not so after " + PATIENCE.toSeconds() + " s");
    }
  }

  public String portalUrl() {
    return stack.portalUrl();
  }

  public Supplier<String> tenantToken() {
    return tenantToken;
  }

  public Supplier<String> operatorToken() {
    return operatorToken;
  }

  public Api operator() {
    return new Api(portalUrl(), operatorToken, () -> "");
  }

  /** The doors as the administrator of that tenant; empty text before there is one. */
  public Api tenant(String tenant) {
    return new Api(portalUrl(), tenantToken, () -> tenant);
  }

  /** Every secret of the installation, by name. */
  public Map<String, String> passwords() {
    Map<String, String> all = new java.util.TreeMap<>();
    for (Secrets.Name name : Secrets.Name.values()) {
      all.put(name.toString(), stack.secrets().get(name));
    }
    return all;
  }

  /** The installation's directory. */
  public Path root() {
    return stack.home().root();
  }

  public Path kek() {
    return stack.home().kek();
  }

  public Path secrets() {
    return stack.home().secrets();
  }

  public Path logs() {
    return stack.home().logs();
  }

  /** What is at the local city node. */
  public CityNodeFiles cityNode() {
    return new CityNodeFiles(stack.home().cityNode());
  }

  /** The application's database as the superuser, who sees every row. */
  public Connection database() throws SQLException {
    return DriverManager.getConnection(
        stack.postgres().jdbcUrl(PostgresRoles.DATABASE),
        EmbeddedPostgres.SUPERUSER,
        stack.secrets().get(Secrets.Name.POSTGRES_SUPERUSER));
  }

  /** The processes of this installation that run servers and the application, by name. */
  public Map<String, Long> servers() {
    Map<String, Long> pids = new java.util.TreeMap<>();
    StackRecord.of(stack.home()).parts().forEach((name, part) -> pids.put(name, part.mark().pid()));
    return pids;
  }

  /** Deletes every network that an earlier test left, so that only the test's own is worked on. */
  public void withoutNetworks() {
    for (JsonNode network : operator().get("/ops/v1/networks").path("items")) {
      String id = network.path("id").asText();
      Api tenant = tenant(network.path("tenant").asText());
      if (!state(tenant, id).equals("Deleted")) {
        tenant.delete("/v1/networks/" + id);
        await(id + " is Deleted", () -> state(tenant, id).equals("Deleted"));
      }
    }
  }

  private static String state(Api tenant, String network) {
    return tenant.get("/v1/networks/" + network).path("state").asText();
  }

  /** Signs a user in, and again before the token ends. */
  private static final class Token implements Supplier<String> {
    private final EmbeddedStack stack;
    private final String user;
    private final Secrets.Name password;
    private String token = "";
    private long until;

    Token(EmbeddedStack stack, String user, Secrets.Name password) {
      this.stack = stack;
      this.user = user;
      this.password = password;
    }

    @Override
    public synchronized String get() {
      if (CLOCK.millis() > until) {
        token =
            new KeycloakLogin(stack.realmUrl(), "ridgeway-cli", new SecureRandom())
                .signIn(user, stack.secrets().get(password), "")
                .accessToken();
        until = CLOCK.millis() + TOKEN_AGE.toMillis();
      }
      return token;
    }
  }
}
