package io.ridgeway.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.embedded.EmbeddedStack;
import io.ridgeway.app.embedded.FreePort;
import io.ridgeway.app.embedded.Home;
import io.ridgeway.app.embedded.KeycloakLogin;
import io.ridgeway.app.embedded.RunningRidgeway;
import io.ridgeway.app.embedded.Secrets;
import io.ridgeway.app.embedded.TestHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The chart's pods as processes: each role alone, with the settings and secrets that the chart
 * gives it, on a real PostgreSQL and Keycloak. What a role does without is proved by its doing
 * without.
 */
class ChartRolesIT {
  private static final Path DIRECTORY = Path.of("target", "chart").toAbsolutePath();
  private static final List<String> ROLES = List.of("portal", "ops", "reconciler", "gateway");
  private static final int NO_ANSWER = 0;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private static final Map<String, Integer> ports = new TreeMap<>();
  private static final Map<String, ChartProcess> processes = new TreeMap<>();
  private static Manifests chart;
  private static EmbeddedStack stack;
  private static ChartProcess migration;
  private static int gatewayPort;

  @BeforeAll
  static void start() throws IOException, SQLException {
    stack = TestHome.sharedServers();
    URI database = URI.create(stack.postgres().jdbcUrl("").substring("jdbc:".length()));
    clear(DIRECTORY);
    Path values =
        Files.writeString(
            Files.createDirectories(DIRECTORY).resolve("values.yaml"),
            """
            postgresql: {host: %s, port: %d, database: %s}
            keycloak: {url: "%s"}
            cityNodes:
              chart-1:
                {city: This machine, country: ZZ, provider: local, adapter: local, configuration: {home: %s, software: %s}}
            """
                .formatted(
                    database.getHost(),
                    database.getPort(),
                    TestHome.emptyDatabase("ridgeway_chart"),
                    stack.configuration().get("ridgeway.keycloak.url"),
                    DIRECTORY.resolve("chart-1"),
                    Home.from(System.getenv()).software()));
    chart = Manifests.parse(template(values));
    migration = launch("migration");
    assertThat(migration.status()).as(migration.log()).isZero();
    gatewayPort = FreePort.any();
    for (String role : ROLES) {
      ports.put(role, FreePort.any());
      processes.put(role, launch(role));
    }
    for (String role : ROLES) {
      RunningRidgeway.await(
          role + " has started: " + processes.get(role).log(),
          () -> !processes.get(role).lives() || status(role, "/q/health/started", "") == 200);
      assertThat(processes.get(role).lives()).as(processes.get(role).log()).isTrue();
    }
  }

  @AfterAll
  static void stop() {
    processes.values().forEach(ChartProcess::close);
  }

  @Test
  void theMigrationBringsAnEmptyDatabaseToThisVersionAndCanBeRunAgain() {
    assertThat(migration.log())
        .containsPattern("The schema is at version \\d+; migrations applied: [1-9]");

    // When
    ChartProcess again = launch("migration");

    // Then
    assertThat(again.status()).as(again.log()).isZero();
    assertThat(again.log()).contains("migrations applied: 0");
    for (String role : ROLES) {
      assertThat(processes.get(role).log()).doesNotContain("Successfully applied");
    }
  }

  @Test
  void theMigrationSaysWhatIsWrongWithoutASecret() {
    // When
    ChartProcess failing =
        launch("migration", Map.of("QUARKUS_FLYWAY_PASSWORD", "not-the-password"));

    // Then
    assertThat(failing.status()).isOne();
    assertThat(failing.log())
        .contains("The schema could not be brought to this version")
        .doesNotContain("not-the-password");
  }

  @Test
  void eachTierServesItsOwnDoorsOnly() {
    // Given
    String tenant = token("demo-admin", Secrets.Name.USER_DEMO_ADMIN);
    String operator = token("operator", Secrets.Name.USER_OPERATOR);

    // Then
    assertThat(status("portal", "/v1/catalogue", tenant)).isEqualTo(200);
    assertThat(status("portal", "/ops/v1/city-nodes", operator)).isEqualTo(404);
    for (String spelling : List.of("/ops;a=b/v1/city-nodes", "/%6fps/v1/city-nodes", "//ops")) {
      assertThat(status("portal", spelling, operator))
          .as("not served, or sent to sign in: %s", spelling)
          .isIn(302, 404);
    }
    assertThat(status("ops", "/ops/v1/city-nodes", operator)).isEqualTo(200);
    assertThat(status("ops", "/v1/catalogue", tenant)).isEqualTo(404);
    for (String inner : List.of("reconciler", "gateway")) {
      assertThat(status(inner, "/v1/catalogue", tenant)).isIn(401, 404);
      assertThat(status(inner, "/ops/v1/city-nodes", operator)).isIn(401, 404);
      assertThat(status(inner, "/", "")).isIn(401, 404);
    }
  }

  @Test
  void aClosedDoorIsAProblem() {
    // When
    HttpResponse<String> answer =
        get("ops", "/v1/catalogue", token("operator", Secrets.Name.USER_OPERATOR));

    // Then
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("urn:ridgeway:problem:not-found").contains("role");
  }

  @Test
  void theReconcilerAloneHearsTheCityNodes() {
    // Given
    String operator = token("operator", Secrets.Name.USER_OPERATOR);

    // Then
    RunningRidgeway.await(
        "chart-1 is heard",
        () -> get("ops", "/ops/v1/city-nodes", operator).body().contains("goquorum"));
  }

  @Test
  void theGatewayIsReadyAndAnswersAtItsOwnPort() {
    RunningRidgeway.await(
        "the gateway knows its routes",
        () -> status("gateway", "/q/health/group/gateway", "") == 200);
    assertThat(send(URI.create("http://127.0.0.1:" + gatewayPort + "/eth/n-none"), "").statusCode())
        .isBetween(400, 499);
  }

  @Test
  void theChartsOwnTestIsContent() {
    // Given
    List<String> addresses =
        Manifests.texts(chart.pod("rw-test").container().path("command")).stream()
            .filter(word -> word.startsWith("http://"))
            .map(ChartRolesIT::here)
            .toList();

    // When
    ChartProcess test =
        ChartProcess.start(
            chart, "rw-test", DIRECTORY.resolve("test"), Map.of(), Map.of(), addresses);

    // Then
    assertThat(addresses).hasSizeGreaterThanOrEqualTo(5);
    assertThat(test.status()).as(test.log()).isZero();
  }

  @Test
  void whatAlarmsAndDashboardsAskForIsMeasured() throws IOException {
    // Given
    assertThat(status("portal", "/v1/catalogue", "")).as("what is measured of it").isEqualTo(401);
    StringBuilder measured = new StringBuilder();
    ROLES.forEach(role -> measured.append(get(role, "/q/metrics", "").body()));
    Set<String> names = new TreeSet<>();
    Matcher line = Pattern.compile("(?m)^([a-z_]+)[{ ]").matcher(measured);
    while (line.find()) {
      names.add(line.group(1));
    }

    // When
    Set<String> asked = new TreeSet<>();
    try (Stream<Path> dashboards = Files.list(Helm.CHART.resolve("dashboards"))) {
      for (Path dashboard : dashboards.toList()) {
        asked.addAll(metrics(Files.readString(dashboard)));
      }
    }
    asked.addAll(metrics(Files.readString(Helm.CHART.resolve("templates/monitoring.yaml"))));

    // Then
    assertThat(asked).hasSizeGreaterThan(8);
    assertThat(names).containsAll(asked);
  }

  /** The names in queries: what stands before an opening brace. */
  private static Set<String> metrics(String text) {
    Set<String> names = new TreeSet<>();
    Matcher query =
        Pattern.compile("\\b((?:ridgeway|http|agroal|jvm|process)_[a-z_]+)\\{").matcher(text);
    while (query.find()) {
      names.add(query.group(1));
    }
    return names;
  }

  private static String template(Path values) {
    Helm.Ran ran = Helm.template("-f", values.toString());
    assertThat(ran.status()).as(ran.output()).isZero();
    return ran.output();
  }

  private static ChartProcess launch(String role) {
    return launch(role, Map.of());
  }

  private static ChartProcess launch(String role, Map<String, String> more) {
    Path directory = DIRECTORY.resolve(role);
    Map<String, String> here = new HashMap<>();
    here.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    here.put("QUARKUS_HTTP_PORT", String.valueOf(ports.getOrDefault(role, 0)));
    here.put("RIDGEWAY_GATEWAY_HOST", "127.0.0.1");
    here.put("RIDGEWAY_GATEWAY_PORT", String.valueOf(gatewayPort));
    here.put("RIDGEWAY_JOURNAL_DIRECTORY", directory.resolve("journal").toString());
    here.put("RIDGEWAY_KEYS_KEK_FILE", stack.home().kek().toString());
    here.putAll(more);
    return ChartProcess.start(chart, "rw-" + role, directory, secrets(), here, List.of());
  }

  private static Map<String, String> secrets() {
    Secrets secrets = stack.secrets();
    return Map.of(
        "ridgeway-postgresql/username", "ridgeway_app",
        "ridgeway-postgresql/password", secrets.get(Secrets.Name.POSTGRES_APP),
        "ridgeway-postgresql-owner/username", "ridgeway_owner",
        "ridgeway-postgresql-owner/password", secrets.get(Secrets.Name.POSTGRES_OWNER),
        "ridgeway-portal-client/client-secret", secrets.get(Secrets.Name.CLIENT_PORTAL),
        "ridgeway-portal-client/session-secret", secrets.get(Secrets.Name.PORTAL_SESSION),
        "ridgeway-service-client/client-secret", secrets.get(Secrets.Name.CLIENT_SERVICE));
  }

  /** A service of the chart, as it is reached here. */
  private static String here(String address) {
    Matcher service = Pattern.compile("http://rw-([a-z]+):8080(/.*)").matcher(address);
    assertThat(service.matches()).as(address).isTrue();
    return "http://127.0.0.1:" + ports.get(service.group(1)) + service.group(2);
  }

  private static int status(String role, String path, String token) {
    try {
      return get(role, path, token).statusCode();
    } catch (UncheckedIOException e) {
      return NO_ANSWER;
    }
  }

  private static HttpResponse<String> get(String role, String path, String token) {
    return send(URI.create("http://127.0.0.1:" + ports.get(role) + path), token);
  }

  private static HttpResponse<String> send(URI address, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String token(String user, Secrets.Name password) {
    return new KeycloakLogin(stack.realmUrl(), "ridgeway-cli", new SecureRandom())
        .signIn(user, stack.secrets().get(password), "")
        .accessToken();
  }

  private static void clear(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
