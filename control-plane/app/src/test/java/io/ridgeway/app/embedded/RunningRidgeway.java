package io.ridgeway.app.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.Api;
import io.ridgeway.billing.PriceBooks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The packaged application as a process beside its servers, with its local city node: what
 * integration tests drive over its own doors, kill and start again. One is shared by all tests that
 * leave the time alone; it ends with the test run.
 */
public final class RunningRidgeway implements RestDoors {
  /** What may take long on a busy machine, and still ends. */
  public static final Duration PATIENCE = Duration.ofSeconds(180);

  /** The packaged application. */
  public static final Path JAR =
      Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();

  /** City nodes that tests may register, and order at. */
  private static final List<String> PRICED =
      List.of("east", "west", "north", "south", "quay", "solo");

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Progress PROGRESS = Progress.toTerminal(CLOCK);
  // There is room for several networks on paper, whatever cores there are.
  private static final String ROOM = "-Dridgeway.local.configuration.cpuMillis=16000";
  // Started for minutes at most: the first compiler's code does, and takes half as long to start.
  private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";
  private static final String ONE_COLLECTOR = "-XX:+UseSerialGC";
  // Who died is missed after some seconds; the usual is half a minute.
  private static final String HEARTBEAT = "-Dridgeway.reconciler.heartbeat=1S";
  private static final String PRICES = "-Dridgeway.billing.price-books=";

  private static @Nullable RunningRidgeway shared;
  private static @Nullable RunningRidgeway ahead;

  private final TestHome home;
  private final List<String> options;
  private final People people;
  private final Map<String, String> owners = new HashMap<>();
  private EmbeddedStack stack;
  private @Nullable EmbeddedApplication application;
  private boolean armed;

  private RunningRidgeway(TestHome home, List<String> options) {
    this.home = home;
    this.options = options;
    this.stack = home.running();
    this.people = new People(() -> stack);
  }

  /** The application, ready; started where it doesn't run. */
  public static synchronized RunningRidgeway ready() {
    RunningRidgeway now = shared;
    if (now == null) {
      List<String> options = new ArrayList<>(GrpcDoor.options());
      options.addAll(
          List.of(
              FIRST_COMPILER,
              ONE_COLLECTOR,
              HEARTBEAT,
              ROOM,
              addresses(78),
              "-Dridgeway.webhooks.allowed=127.0.0.1",
              "-Dridgeway.webhooks.plain-http=true",
              PRICES + pricesWithClouds()));
      now = new RunningRidgeway(TestHome.SHARED, List.copyOf(options));
      shared = now;
    }
    now.startIfDown();
    return now;
  }

  /**
   * The one whose clock the tests move on. It has a home of its own: what it dated is ahead of the
   * time that every other test lives in.
   */
  public static synchronized RunningRidgeway aheadOfTime() {
    RunningRidgeway now = ahead;
    if (now == null) {
      now =
          new RunningRidgeway(
              new TestHome("ahead"),
              List.of(
                  FIRST_COMPILER,
                  ONE_COLLECTOR,
                  HEARTBEAT,
                  ROOM,
                  addresses(79),
                  "-Dridgeway.demo-clock=true",
                  PRICES + fewCallsIncluded()));
      ahead = now;
    }
    now.startIfDown();
    return now;
  }

  /** The shipped prices, but for calls: what a test can make goes beyond the included ones. */
  private static Path fewCallsIncluded() {
    String few =
        shippedPrices()
            .replace("includedCallsPerMonth: 1000000", "includedCallsPerMonth: 5")
            .replace("perThousandCalls: 0.02", "perThousandCalls: 2000");
    return written("few-calls.yaml", few);
  }

  /** The shipped prices, and those of {@code local-1} for each city node that tests register. */
  private static Path pricesWithClouds() {
    String shipped = shippedPrices();
    String local =
        shipped.substring(
            shipped.indexOf("  - cityNode: local-1"), shipped.indexOf("\n# History") + 1);
    StringBuilder rates = new StringBuilder("rates:\n");
    for (String cityNode : PRICED) {
      rates.append(local.replace("local-1", cityNode).stripTrailing()).append('\n');
    }
    return written("clouds.yaml", shipped.replace("rates:\n", rates));
  }

  // A process's own, of those that run tests side by side: from 127.78 on, and from 127.108 on.
  private static String addresses(int second) {
    int own = second + 30 * (TestHome.FORK - 1);
    return "-Dridgeway.local.configuration.addresses=127." + own + ".0.0/16";
  }

  private static Path written(String name, String priceBook) {
    try {
      return Files.writeString(Path.of("target", TestHome.FORK + "-" + name), priceBook)
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the tests' price book", e);
    }
  }

  /** The price book that comes with Ridgeway. */
  public static String shippedPrices() {
    try (InputStream in =
        PriceBooks.class.getResourceAsStream("/io/ridgeway/billing/price-book-2026-1.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped prices can't be read", e);
    }
  }

  private void startIfDown() {
    if (application == null || armed || !lives() || home.running() != stack) {
      start();
    }
  }

  private EmbeddedApplication launch(List<String> more, Map<String, String> environment) {
    stack = home.running();
    try {
      Files.copy(software(), stack.home().software(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("no list of software: run tools/nodes/build", e);
    }
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    return EmbeddedApplication.startOrAdopt(stack, JAR, all, environment, PROGRESS, CLOCK);
  }

  // As tools/nodes/build left it, for whichever home that was.
  private static Path software() {
    return Home.from(System.getenv()).software();
  }

  /** Ends the application as the kernel would: no shutdown hook runs. */
  public void kill() {
    ProcessHandle.of(Objects.requireNonNull(application).mark().pid())
        .ifPresent(ProcessHandle::destroyForcibly);
    awaitDeath();
  }

  /** Starts it where it doesn't run, and waits until it serves. */
  public void start() {
    start(List.of());
  }

  /** The same with more options, such as {@code -Dridgeway.local.maxTps=1}. */
  public void start(List<String> more) {
    if (armed && lives()) {
      kill(); // A test failed before the death that it asked for.
    }
    armed = false;
    EmbeddedApplication now = launch(more, Map.of());
    now.awaitReady(PROGRESS);
    application = now;
    await(
        "a framework is offered",
        () -> !operator().get("/v1/catalogue").path("frameworks").isEmpty());
  }

  /**
   * Starts it so that it dies at that point of its work, such as {@code after adapter.apply}; it
   * serves when this returns, unless it got there before.
   */
  public void startToCrash(String point) {
    EmbeddedApplication now = launch(List.of(), Map.of("RIDGEWAY_CRASH_AT", point));
    application = now;
    armed = true;
    try {
      now.awaitReady(PROGRESS);
    } catch (EmbeddedException e) {
      if (lives()) {
        throw e;
      }
    }
  }

  public boolean lives() {
    return Objects.requireNonNull(application).mark().lives();
  }

  /** Waits until the application has ended. */
  public void awaitDeath() {
    await("the application's death", () -> !lives());
  }

  /** Waits for what takes a while on a busy machine; fails when it takes much longer. */
  public static void await(String what, BooleanSupplier so) {
    await(what, PATIENCE, so);
  }

  /** Waits as long as it may take; fails when it takes longer. */
  public static void await(String what, Duration patience, BooleanSupplier so) {
    if (!Waiting.until(CLOCK, patience, so)) {
      throw new AssertionError(what + " is not so after " + patience.toSeconds() + " s");
    }
  }

  public String portalUrl() {
    return stack.portalUrl();
  }

  /**
   * What of its configuration is given as options: for another process on the same database, which
   * would register the local city node otherwise.
   */
  public List<String> options() {
    return options;
  }

  public EmbeddedStack stack() {
    return stack;
  }

  /** A valid access token of that person, whenever one is asked for. */
  public Supplier<String> token(String user) {
    return people.token(user);
  }

  /** A new access token, valid for five minutes. */
  public String signIn(String user) {
    return people.signIn(user);
  }

  /** The password of that person, who is there afterwards. */
  public String password(String user) {
    return people.password(user);
  }

  /** Makes a client with a service account; gives its secret. */
  public String makeService(String client) {
    return people.makeService(client);
  }

  /** Makes a person of the role {@code provider} in Keycloak; see {@link People}. */
  public void makeProvidersPerson(String user, Optional<String> provider) {
    people.makeProvidersPerson(user, provider);
  }

  @Override
  public Api operator() {
    return new Api(portalUrl(), token("operator"), () -> "");
  }

  @Override
  public Api person(String user) {
    return new Api(portalUrl(), token(user), () -> "");
  }

  @Override
  public Api tenant(String tenant) {
    String owner = owners.getOrDefault(tenant, "demo-admin");
    return new Api(portalUrl(), token(owner), () -> tenant);
  }

  @Override
  public void owns(String user, String tenant) {
    owners.put(tenant, user);
  }

  /** Every secret of the installation, by name. */
  public Map<String, String> passwords() {
    Map<String, String> all = new TreeMap<>();
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
    Map<String, Long> pids = new TreeMap<>();
    StackRecord.of(stack.home()).parts().forEach((name, part) -> pids.put(name, part.mark().pid()));
    return pids;
  }

  /** Deletes every network that an earlier test left, so that only the test's own is worked on. */
  public void withoutNetworks() {
    for (JsonNode network : operator().get("/ops/v1/networks").path("items")) {
      String id = network.path("id").asText();
      Api tenant = tenant(network.path("tenant").asText());
      if (!network.path("state").asText().equals("Deleted")) {
        tenant.delete("/v1/networks/" + id);
        await(id + " is Deleted", () -> state(tenant, id).equals("Deleted"));
      }
    }
  }

  private static String state(Api tenant, String network) {
    return tenant.get("/v1/networks/" + network).path("state").asText();
  }
}
