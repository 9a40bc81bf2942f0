package io.ridgeway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The real PostgreSQL and the real Keycloak; those tests that stop one of them come last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedStackIT {
  private static final int AFTER_THE_OTHERS = Integer.MAX_VALUE;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aSecondInstanceAdoptsWhatTheFirstStarted() {
    // Given
    EmbeddedStack first = TestHome.SHARED.running();
    Map<String, StackRecord.Part> before = StackRecord.of(first.home()).parts();

    // When
    EmbeddedStack second = TestHome.SHARED.another();
    second.start();
    second.awaitReady();

    // Then
    assertThat(StackRecord.of(second.home()).parts()).isEqualTo(before);
    assertThat(second.configuration()).isEqualTo(first.configuration());
  }

  @Test
  void theDemoAdministratorSignsInWithATokenForTheApiAndNoRoleOfTheRealm() throws IOException {
    // When
    JsonNode claims = claims(signIn("demo-admin", Secrets.Name.USER_DEMO_ADMIN).accessToken());

    // Then
    assertThat(audiences(claims)).contains("ridgeway-api");
    assertThat(claims.path("preferred_username").asText()).isEqualTo("demo-admin");
    assertThat(realmRoles(claims)).doesNotContain("operator", "provider", "auditor");
  }

  @Test
  void theOperatorSignsInAsOperator() throws IOException {
    // When
    JsonNode claims = claims(signIn("operator", Secrets.Name.USER_OPERATOR).accessToken());

    // Then
    assertThat(realmRoles(claims)).contains("operator");
  }

  @Test
  void aWrongPasswordSignsNobodyIn() {
    // Given
    EmbeddedStack stack = TestHome.SHARED.running();
    KeycloakLogin login = new KeycloakLogin(stack.realmUrl(), "ridgeway-cli", new SecureRandom());

    // Then
    assertThatThrownBy(() -> login.signIn("operator", "not the password", ""))
        .isInstanceOf(EmbeddedException.class)
        .hasMessage("Keycloak did not sign operator in");
  }

  @Test
  void theServiceMakesAnOrganizationWithAMemberWhoseTokenNamesIt() throws Exception {
    // Given
    String token = serviceToken();
    String alias = "tea-" + UUID.randomUUID();
    String user =
        json.readTree(admin(token, "GET", "/users?username=demo-admin&exact=true", "").body())
            .at("/0/id")
            .asText();

    // When
    HttpResponse<String> made =
        admin(
            token,
            "POST",
            "/organizations",
            "{\"name\":\"%1$s\",\"alias\":\"%1$s\",\"domains\":[{\"name\":\"%1$s.example\"}]}"
                .formatted(alias));
    String id = made.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
    HttpResponse<String> joined = admin(token, "POST", "/organizations/" + id + "/members", user);

    // Then
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(joined.statusCode()).isEqualTo(201);
    Tokens tokens = signIn("demo-admin", Secrets.Name.USER_DEMO_ADMIN, "organization:" + alias);
    assertThat(claims(tokens.accessToken()).path("organization").toString()).contains(alias);
    assertThat(admin(token, "DELETE", "/organizations/" + id, "").statusCode()).isEqualTo(204);
  }

  @Test
  void theServiceChangesNeitherClientsNorTheRealm() throws Exception {
    // Given
    String token = serviceToken();

    // Then
    assertThat(admin(token, "GET", "/clients", "").statusCode()).isEqualTo(403);
    assertThat(admin(token, "PUT", "", "{\"displayName\":\"Other\"}").statusCode()).isEqualTo(403);
  }

  @Test
  void theApplicationsRoleIsBoundByRowLevelSecurityAndOwnsNothing() throws SQLException {
    // Given
    Map<String, String> configuration = TestHome.SHARED.running().configuration();

    // When
    try (Connection app = connectAsApplication(configuration.get("quarkus.datasource.password"));
        Statement statement = app.createStatement();
        ResultSet role =
            statement.executeQuery(
                "select rolsuper, rolbypassrls, has_schema_privilege('public', 'create')"
                    + " from pg_roles where rolname = current_user")) {
      // Then
      assertThat(role.next()).isTrue();
      assertThat(role.getBoolean(1)).as("superuser").isFalse();
      assertThat(role.getBoolean(2)).as("bypasses row-level security").isFalse();
      assertThat(role.getBoolean(3)).as("may create tables").isFalse();
    }
  }

  @Test
  void theApplicationReadsAndWritesWhatTheOwnerMakes() throws SQLException {
    // Given
    Map<String, String> configuration = TestHome.SHARED.running().configuration();
    try (Connection owner =
            DriverManager.getConnection(
                configuration.get("quarkus.datasource.jdbc.url"),
                configuration.get("quarkus.flyway.username"),
                configuration.get("quarkus.flyway.password"));
        Statement making = owner.createStatement();
        Connection app = connectAsApplication(configuration.get("quarkus.datasource.password"));
        Statement using = app.createStatement()) {
      making.execute("create table seen (id bigint generated always as identity, what text)");

      // When
      using.execute("insert into seen (what) values ('a row')");

      // Then
      assertThatThrownBy(() -> using.execute("drop table seen")).hasMessageContaining("owner");
      making.execute("drop table seen");
    }
  }

  @Test
  void nobodyEntersTheDatabaseWithoutThePassword() {
    assertThatThrownBy(() -> connectAsApplication("guess"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void everyCommitIsOnTheDiskBeforeItIsAnswered() throws SQLException {
    // Given
    String password = TestHome.SHARED.running().configuration().get("quarkus.datasource.password");

    // Then
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      try (Connection app = connectAsApplication(password);
          Statement statement = app.createStatement();
          ResultSet value = statement.executeQuery("show " + setting)) {
        assertThat(value.next()).isTrue();
        assertThat(value.getString(1)).as(setting).isEqualTo("on");
      }
    }
  }

  @Test
  void noSecretIsInTheProcessListOrTheLogs() throws IOException {
    // Given
    EmbeddedStack stack = TestHome.SHARED.running();

    // When
    StringBuilder seen = new StringBuilder();
    ProcessHandle.allProcesses().forEach(process -> seen.append(commandLine(process.pid())));
    try (Stream<Path> logs = Files.list(stack.home().logs())) {
      for (Path log : logs.toList()) {
        seen.append(Files.readString(log));
      }
    }
    seen.append(Files.readString(stack.home().stackRecord()));

    // Then
    assertThat(seen).contains("kc.home.dir", "database system is ready");
    for (Secrets.Name name : Secrets.Name.values()) {
      assertThat(seen.indexOf(stack.secrets().get(name))).as(name.toString()).isEqualTo(-1);
    }
  }

  @Test
  @Order(AFTER_THE_OTHERS - 1)
  void aKilledPostgresComesBackWithWhatWasCommitted() throws SQLException {
    // Given
    EmbeddedStack stack = TestHome.SHARED.running();
    Map<String, String> configuration = stack.configuration();
    String url = configuration.get("quarkus.datasource.jdbc.url");
    String owner = configuration.get("quarkus.flyway.username");
    String password = configuration.get("quarkus.flyway.password");
    try (Connection connection = DriverManager.getConnection(url, owner, password);
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept as select 42 as answer");
    }
    ProcessMark killed = stack.postgres().mark();

    // When
    ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
    Waiting.until(Clock.systemUTC(), Duration.ofSeconds(60), () -> !killed.lives());
    EmbeddedStack restarted = TestHome.SHARED.running();

    // Then
    assertThat(restarted.postgres().mark()).isNotEqualTo(killed);
    try (Connection connection = DriverManager.getConnection(url, owner, password);
        Statement statement = connection.createStatement();
        ResultSet kept = statement.executeQuery("select answer from kept")) {
      assertThat(kept.next()).isTrue();
      assertThat(kept.getInt(1)).isEqualTo(42);
    }
  }

  @Test
  @Order(AFTER_THE_OTHERS)
  void stoppingLeavesNothingRunning() {
    // Given
    EmbeddedStack stack = TestHome.SHARED.running();
    List<StackRecord.Part> parts = List.copyOf(StackRecord.of(stack.home()).parts().values());

    // When
    TestHome.SHARED.stop();

    // Then
    assertThat(parts).hasSizeGreaterThanOrEqualTo(2).noneMatch(part -> part.mark().lives());
    assertThat(StackRecord.of(stack.home()).parts()).isEmpty();
    String home = stack.home().root().toString();
    assertThat(ProcessHandle.allProcesses().map(process -> commandLine(process.pid())))
        .noneMatch(command -> command.contains(home));
  }

  private static Connection connectAsApplication(String password) throws SQLException {
    Map<String, String> configuration = TestHome.SHARED.running().configuration();
    return DriverManager.getConnection(
        configuration.get("quarkus.datasource.jdbc.url"),
        configuration.get("quarkus.datasource.username"),
        password);
  }

  private static Tokens signIn(String user, Secrets.Name password) {
    return signIn(user, password, "");
  }

  private static Tokens signIn(String user, Secrets.Name password, String scope) {
    EmbeddedStack stack = TestHome.SHARED.running();
    return new KeycloakLogin(stack.realmUrl(), "ridgeway-cli", new SecureRandom())
        .signIn(user, stack.secrets().get(password), scope);
  }

  private String serviceToken() throws Exception {
    Map<String, String> configuration = TestHome.SHARED.running().configuration();
    String form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(
                configuration.get("ridgeway.keycloak.client-id"),
                configuration.get("ridgeway.keycloak.client-secret"));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    configuration.get("quarkus.oidc.auth-server-url")
                        + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    return json.readTree(answer.body()).path("access_token").asText();
  }

  private HttpResponse<String> admin(String token, String method, String path, String body)
      throws Exception {
    Map<String, String> configuration = TestHome.SHARED.running().configuration();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    configuration.get("ridgeway.keycloak.url") + "/admin/realms/ridgeway" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode claims(String token) throws IOException {
    return json.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
  }

  private static List<String> audiences(JsonNode claims) {
    JsonNode audience = claims.path("aud");
    return audience.isArray() ? texts(audience) : List.of(audience.asText());
  }

  private static List<String> realmRoles(JsonNode claims) {
    return texts(claims.at("/realm_access/roles"));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")) + "\n";
    } catch (IOException e) {
      return ""; // It ended meanwhile.
    }
  }
}
