package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.adapter.local.LocalCityNode;
import io.ridgeway.app.demo.JsonRpc;
import io.ridgeway.app.embedded.EmbeddedApplication;
import io.ridgeway.app.embedded.EmbeddedStack;
import io.ridgeway.app.embedded.Home;
import io.ridgeway.app.embedded.KeycloakLogin;
import io.ridgeway.app.embedded.Progress;
import io.ridgeway.app.embedded.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packaged application with a PostgreSQL, a Keycloak and nodes of its own, in a home under
 * {@code target}: started at the first call, ended with the test run. Its clock can be moved on.
 */
final class DoorFixture {
  static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
  private static final Duration TOKEN_AGE = Duration.ofMinutes(2);
  private static final Clock CLOCK = Clock.systemUTC();
  private static @Nullable DoorFixture fixture;

  private final EmbeddedStack stack;
  private final Map<String, Token> tokens = new HashMap<>();
  private final Map<String, String> passwords = new HashMap<>();
  private final Map<String, Firm> firms = new HashMap<>();
  private @Nullable Running network;

  private record Token(String value, long until) {}

  /** An organisation that is verified, and its administrator's way in. */
  record Firm(String id, String user, Door door) {}

  /** A network that is ready: of ten calls a second, with a managed key and an API key. */
  record Running(Firm owner, String id, URI endpoint, String account, String apiKey) {
    JsonRpc rpc() {
      return new JsonRpc(endpoint, apiKey);
    }
  }

  private DoorFixture(EmbeddedStack stack) {
    this.stack = stack;
    passwords.put("demo-admin", stack.secrets().get(Secrets.Name.USER_DEMO_ADMIN));
    passwords.put("operator", stack.secrets().get(Secrets.Name.USER_OPERATOR));
  }

  static synchronized DoorFixture running() {
    DoorFixture now = fixture;
    if (now == null) {
      now = start();
      fixture = now;
    }
    return now;
  }

  private static DoorFixture start() {
    assertThat(JAR).as("the packaged application").isRegularFile();
    Home usual = Home.from(System.getenv());
    Home home = new Home(Path.of("target", "door"), usual.cache());
    Progress progress = Progress.toTerminal(CLOCK);
    EmbeddedStack.stop(home, progress, CLOCK);
    LocalCityNode.stopAll(nodes(home));
    clear(home.root());
    EmbeddedStack stack = EmbeddedStack.at(home, System.getenv(), CLOCK, progress);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "door-clean-up"));
    try {
      Files.copy(usual.software(), home.software());
    } catch (IOException e) {
      throw new UncheckedIOException("no " + usual.software() + ": run tools/nodes/build", e);
    }
    stack.start();
    EmbeddedApplication application =
        EmbeddedApplication.startOrAdopt(stack, JAR, options(home), progress, CLOCK);
    stack.awaitReady();
    application.awaitReady(progress);
    DoorFixture started = new DoorFixture(stack);
    Door anyone = started.portal().as(started.token("demo-admin"));
    until(
        Duration.ofSeconds(30),
        "the city node is heard",
        () -> !anyone.get("/v1/catalogue").good().path("frameworks").isEmpty());
    return started;
  }

  /** A city node that has room for several networks on paper, whatever cores there are. */
  private static List<String> options(Home home) {
    String place = "-Dridgeway.city-nodes.door-1.";
    return List.of(
        "-Dridgeway.demo-clock=true",
        "-Dridgeway.billing.price-books=" + prices(home),
        place + "city=This machine",
        place + "country=ZZ",
        place + "provider=local",
        place + "adapter=local",
        place + "configuration.home=" + nodes(home),
        place + "configuration.software=" + home.software(),
        place + "configuration.addresses=127.78.0.0/16",
        place + "configuration.cpuMillis=16000");
  }

  /** The shipped prices, for the tests' city node. */
  private static Path prices(Home home) {
    try {
      return Files.writeString(
          home.root().resolve("prices.yaml"), shippedPrices().replace("local-1", "door-1"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the tests' price book", e);
    }
  }

  static String shippedPrices() throws IOException {
    try (InputStream in =
        DoorFixture.class.getResourceAsStream("/io/ridgeway/billing/price-book-2026-1.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Path nodes(Home home) {
    return home.root().resolve("door-1");
  }

  /** As {@link EmbeddedStack#stop}, and the nodes of the city node that only tests have. */
  private static void stop(EmbeddedStack stack) {
    stack.stop();
    LocalCityNode.stopAll(nodes(stack.home()));
  }

  EmbeddedStack stack() {
    return stack;
  }

  /** The REST doors, for a caller that says nothing of itself. */
  Door portal() {
    return new Door(stack.portalUrl());
  }

  Door operator() {
    return portal().as(token("operator"));
  }

  /** A valid access token of that person, whenever one is asked for. */
  Supplier<String> token(String user) {
    return () -> {
      synchronized (tokens) {
        Token known = tokens.get(user);
        if (known == null || known.until() < CLOCK.millis()) {
          known = new Token(signIn(user), CLOCK.millis() + TOKEN_AGE.toMillis());
          tokens.put(user, known);
        }
        return known.value();
      }
    };
  }

  /** A new access token, valid for five minutes. */
  String signIn(String user) {
    return new KeycloakLogin(stack.realmUrl(), "ridgeway-cli", new SecureRandom())
        .signIn(user, password(user), "")
        .accessToken();
  }

  String password(String user) {
    return passwords.computeIfAbsent(user, this::makePerson);
  }

  /** A person who signed up: the service may make users, as the portal's registration does. */
  private String makePerson(String user) {
    String password = UUID.randomUUID().toString();
    Map<String, String> configuration = stack.configuration();
    Door keycloak = new Door(configuration.get("ridgeway.keycloak.url"));
    String token =
        keycloak
            .with("Content-Type", "application/x-www-form-urlencoded")
            .send(
                "POST",
                "/realms/ridgeway/protocol/openid-connect/token",
                "grant_type=client_credentials&client_id=ridgeway-service&client_secret="
                    + configuration.get("ridgeway.keycloak.client-secret"))
            .good()
            .path("access_token")
            .asText();
    keycloak
        .as(() -> token)
        .post(
            "/admin/realms/ridgeway/users",
            Map.of(
                "username",
                user,
                "enabled",
                true,
                "email",
                user + "@example.com",
                "emailVerified",
                true,
                "firstName",
                user,
                "lastName",
                "Person",
                "credentials",
                List.of(Map.of("type", "password", "value", password, "temporary", false))))
        .good();
    return password;
  }

  /** The verified organisation of that person, made at the first call. */
  synchronized Firm firm(String user) {
    return firms.computeIfAbsent(user, this::makeFirm);
  }

  private Firm makeFirm(String user) {
    Door person = portal().as(token(user));
    String id =
        person
            .post("/v1/tenants", Map.of("name", "Firm of " + user, "country", "SG"))
            .good()
            .path("id")
            .asText();
    person
        .post(
            "/v1/tenants/" + id + "/verification",
            Map.of(
                "legalName",
                "Firm of " + user,
                "registrationNumber",
                "2026-1",
                "representative",
                user))
        .good();
    operator()
        .post("/ops/v1/verifications/" + id, Map.of("approved", true, "reason", "Known."))
        .good();
    return new Firm(id, user, person.with("Ridgeway-Tenant", id));
  }

  /** The network that all tests share; ordered at the first call. */
  synchronized Running network() {
    Running now = network;
    if (now == null) {
      Firm owner = firm("demo-admin");
      String id = order(owner, Specs.spec()).path("network").asText();
      awaitState(owner, id, "Ready");
      now = open(owner, id);
      network = now;
    }
    return now;
  }

  /** Gives a ready network a managed key and an API key that the gateway has heard of. */
  private Running open(Firm owner, String id) {
    String path = "/v1/networks/" + id;
    String account =
        owner.door().post(path + "/keys", Map.of("name", "clerk")).good().path("account").asText();
    String secret =
        owner
            .door()
            .post(path + "/gateway-credentials", Map.of("name", "shared"))
            .good()
            .path("secret")
            .asText();
    URI endpoint =
        URI.create(owner.door().get(path).good().path("endpoints").path("jsonRpc").asText());
    Running made = new Running(owner, id, endpoint, account, secret);
    until(
        Duration.ofSeconds(5),
        "the gateway knows the key",
        () -> made.rpc().ask("eth_blockNumber").status() == 200);
    return made;
  }

  /** Quotes and orders; gives the order. */
  JsonNode order(Firm firm, Map<String, Object> spec) {
    return place(firm, quote(firm, spec), UUID.randomUUID().toString()).good();
  }

  String quote(Firm firm, Map<String, Object> spec) {
    return firm.door().post("/v1/quotes", Specs.ask(spec)).good().path("id").asText();
  }

  Door.Answer place(Firm firm, String quote, String idempotencyKey) {
    return firm.door()
        .with("Idempotency-Key", idempotencyKey)
        .post("/v1/orders", Map.of("quote", quote));
  }

  static void awaitState(Firm firm, String network, String goal) {
    until(
        Duration.ofSeconds(120),
        () -> "the network is " + goal + ": " + firm.door().get("/v1/networks/" + network).text(),
        () ->
            firm.door().get("/v1/networks/" + network).good().path("state").asText().equals(goal));
  }

  static void until(Duration atMost, String what, BooleanSupplier holds) {
    until(atMost, () -> what, holds);
  }

  static void until(Duration atMost, Supplier<String> what, BooleanSupplier holds) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(() -> "waited " + atMost + " until " + what.get())
          .isLessThan(end);
      pause(Duration.ofMillis(200));
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void clear(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + directory, e);
    }
  }
}
