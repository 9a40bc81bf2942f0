package io.ridgeway.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.embedded.EmbeddedStack;
import io.ridgeway.app.embedded.Home;
import io.ridgeway.app.embedded.KeycloakLogin;
import io.ridgeway.app.embedded.RunningRidgeway;
import io.ridgeway.app.embedded.Secrets;
import io.ridgeway.app.embedded.TestHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static EmbeddedStack stack;
  private static ChartRoles roles;
  private static ChartProcess migration;

  @BeforeAll
  static void start() throws SQLException {
    stack = TestHome.sharedServers();
    roles =
        new ChartRoles(
            stack,
            DIRECTORY,
            TestHome.emptyDatabase("ridgeway_chart"),
            Map.of(
                "chart-1",
                Map.of(
                    "home",
                    DIRECTORY.resolve("chart-1").toString(),
                    "software",
                    Home.from(System.getenv()).software().toString())));
    migration = roles.migration(Map.of());
    assertThat(migration.status()).as(migration.log()).isZero();
    roles.start(ChartRoles.ALL);
  }

  @AfterAll
  static void stop() {
    if (roles != null) {
      roles.close();
    }
  }

  @Test
  void theMigrationBringsAnEmptyDatabaseToThisVersionAndCanBeRunAgain() {
    assertThat(migration.log())
        .containsPattern("The schema is at version \\d+; migrations applied: [1-9]");

    // When
    ChartProcess again = roles.migration(Map.of());

    // Then
    assertThat(again.status()).as(again.log()).isZero();
    assertThat(again.log()).contains("migrations applied: 0");
    for (String role : ChartRoles.ALL) {
      assertThat(roles.log(role)).doesNotContain("Successfully applied");
    }
  }

  @Test
  void theMigrationSaysWhatIsWrongWithoutASecret() {
    // When
    ChartProcess failing = roles.migration(Map.of("QUARKUS_FLYWAY_PASSWORD", "not-the-password"));

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
    assertThat(roles.status("portal", "/v1/catalogue", tenant)).isEqualTo(200);
    assertThat(roles.status("portal", "/ops/v1/city-nodes", operator)).isEqualTo(404);
    for (String spelling : List.of("/ops;a=b/v1/city-nodes", "/%6fps/v1/city-nodes", "//ops")) {
      assertThat(roles.status("portal", spelling, operator))
          .as("not served, or sent to sign in: %s", spelling)
          .isIn(302, 404);
    }
    assertThat(roles.status("ops", "/ops/v1/city-nodes", operator)).isEqualTo(200);
    assertThat(roles.status("ops", "/v1/catalogue", tenant)).isEqualTo(404);
    for (String inner : List.of("reconciler", "gateway")) {
      assertThat(roles.status(inner, "/v1/catalogue", tenant)).isIn(401, 404);
      assertThat(roles.status(inner, "/ops/v1/city-nodes", operator)).isIn(401, 404);
      assertThat(roles.status(inner, "/", "")).isIn(401, 404);
    }
  }

  @Test
  void aClosedDoorIsAProblem() {
    // When
    HttpResponse<String> answer =
        roles.get("ops", "/v1/catalogue", token("operator", Secrets.Name.USER_OPERATOR));

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
        () -> roles.get("ops", "/ops/v1/city-nodes", operator).body().contains("goquorum"));
  }

  @Test
  void theGatewayIsReadyAndAnswersAtItsOwnPort() {
    RunningRidgeway.await(
        "the gateway knows its routes",
        () -> roles.status("gateway", "/q/health/group/gateway", "") == 200);
    assertThat(ChartRoles.send(URI.create(roles.gatewayUrl() + "/eth/n-none"), "").statusCode())
        .isBetween(400, 499);
  }

  @Test
  void theChartsOwnTestIsContent() {
    // Given
    List<String> addresses =
        Manifests.texts(roles.chart().pod("rw-test").container().path("command")).stream()
            .filter(word -> word.startsWith("http://"))
            .map(ChartRolesIT::here)
            .toList();

    // When
    ChartProcess test =
        ChartProcess.start(
            roles.chart(), "rw-test", DIRECTORY.resolve("test"), Map.of(), Map.of(), addresses);

    // Then
    assertThat(addresses).hasSizeGreaterThanOrEqualTo(5);
    assertThat(test.status()).as(test.log()).isZero();
  }

  @Test
  void whatAlarmsAndDashboardsAskForIsMeasured() throws IOException {
    // Given
    assertThat(roles.status("portal", "/v1/catalogue", ""))
        .as("what is measured of it")
        .isEqualTo(401);
    StringBuilder measured = new StringBuilder();
    ChartRoles.ALL.forEach(role -> measured.append(roles.get(role, "/q/metrics", "").body()));
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

  /** A service of the chart, as it is reached here. */
  private static String here(String address) {
    Matcher service = Pattern.compile("http://rw-([a-z]+):8080(/.*)").matcher(address);
    assertThat(service.matches()).as(address).isTrue();
    return roles.url(service.group(1)) + service.group(2);
  }

  private static String token(String user, Secrets.Name password) {
    return new KeycloakLogin(stack.realmUrl(), "ridgeway-cli", new SecureRandom())
        .signIn(user, stack.secrets().get(password), "")
        .accessToken();
  }
}
