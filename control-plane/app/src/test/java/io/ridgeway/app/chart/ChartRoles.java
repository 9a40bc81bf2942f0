package io.ridgeway.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.app.embedded.EmbeddedStack;
import io.ridgeway.app.embedded.FreePort;
import io.ridgeway.app.embedded.RunningRidgeway;
import io.ridgeway.app.embedded.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The chart's workloads as processes of this machine: each role alone, with the settings and
 * secrets that the chart gives it, on a PostgreSQL and a Keycloak.
 */
public final class ChartRoles implements AutoCloseable {
  public static final List<String> ALL = List.of("portal", "ops", "reconciler", "gateway");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private static final int NO_ANSWER = 0;

  private final EmbeddedStack stack;
  private final Path directory;
  private final Manifests chart;
  private final int gatewayPort = FreePort.any();
  private final Map<String, Integer> ports = new TreeMap<>();
  private final Map<String, ChartProcess> processes = new TreeMap<>();

  /**
   * None of them runs yet.
   *
   * @param directory their own, which is cleared
   * @param database one of the stack's server
   * @param cityNodes city nodes of this machine, and the configuration of each
   */
  public ChartRoles(
      EmbeddedStack stack,
      Path directory,
      String database,
      Map<String, Map<String, String>> cityNodes) {
    this.stack = stack;
    this.directory = directory;
    URI server = URI.create(stack.postgres().jdbcUrl("").substring("jdbc:".length()));
    Map<String, Object> places = new TreeMap<>();
    cityNodes.forEach(
        (name, configuration) ->
            places.put(
                name,
                Map.of(
                    "city", "This machine",
                    "country", "ZZ",
                    "provider", "local",
                    "adapter", "local",
                    "configuration", configuration)));
    Map<String, Object> values =
        Map.of(
            "postgresql",
            Map.of("host", server.getHost(), "port", server.getPort(), "database", database),
            "keycloak",
            Map.of("url", stack.configuration().get("ridgeway.keycloak.url")),
            "cityNodes",
            places);
    try {
      clear(directory);
      Path file = Files.createDirectories(directory).resolve("values.yaml");
      // What is JSON is YAML.
      JSON.writeValue(file.toFile(), values);
      Helm.Ran ran = Helm.template("-f", file.toString());
      assertThat(ran.status()).as(ran.output()).isZero();
      this.chart = Manifests.parse(ran.output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Manifests chart() {
    return chart;
  }

  /** Has the migration bring the database to this version. */
  public void migrate() {
    ChartProcess migration = migration(Map.of());
    assertThat(migration.status()).as(migration.log()).isZero();
  }

  /** The migration, begun, with other environment variables too. */
  ChartProcess migration(Map<String, String> more) {
    return launch("migration", more);
  }

  /** Starts those roles, and returns once they have started. */
  public void start(Collection<String> roles) {
    for (String role : roles) {
      ports.computeIfAbsent(role, r -> FreePort.any());
      processes.put(role, launch(role, Map.of()));
    }
    for (String role : roles) {
      RunningRidgeway.await(
          role + " has started: " + log(role),
          () -> !lives(role) || status(role, "/q/health/started", "") == 200);
      assertThat(lives(role)).as(log(role)).isTrue();
    }
  }

  /** Stops those roles, as a kubelet does. */
  public void stop(Collection<String> roles) {
    roles.forEach(role -> processes.get(role).close());
  }

  @Override
  public void close() {
    processes.values().forEach(ChartProcess::close);
  }

  public boolean lives(String role) {
    return processes.get(role).lives();
  }

  /** What a role has written since it was started last. */
  public String log(String role) {
    return processes.get(role).log();
  }

  /** Has a role stand still, and go on. */
  public void freeze(String role, boolean still) {
    processes.get(role).signal(still ? "STOP" : "CONT");
  }

  /** Whether the kubelet would leave a role as it is, by the probes that the chart gives it. */
  public boolean isWell(String role) {
    return Stream.of("livenessProbe", "readinessProbe")
        .map(probe -> chart.pod("rw-" + role).container().at("/" + probe + "/httpGet/path"))
        .allMatch(path -> status(role, path.asText(), "") == 200);
  }

  /** Where a role's doors are. */
  public String url(String role) {
    return "http://127.0.0.1:" + ports.get(role);
  }

  /** Where the gateway is for applications. */
  public String gatewayUrl() {
    return "http://127.0.0.1:" + gatewayPort;
  }

  /** The status of that role's answer; 0 if there is none. */
  public int status(String role, String path, String token) {
    try {
      return get(role, path, token).statusCode();
    } catch (UncheckedIOException e) {
      return NO_ANSWER;
    }
  }

  HttpResponse<String> get(String role, String path, String token) {
    return send(URI.create(url(role) + path), token);
  }

  static HttpResponse<String> send(URI address, String token) {
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

  private ChartProcess launch(String role, Map<String, String> more) {
    Path own = directory.resolve(role);
    Map<String, String> here = new HashMap<>();
    here.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    here.put("QUARKUS_HTTP_PORT", String.valueOf(ports.getOrDefault(role, 0)));
    here.put("RIDGEWAY_GATEWAY_HOST", "127.0.0.1");
    here.put("RIDGEWAY_GATEWAY_PORT", String.valueOf(gatewayPort));
    here.put("RIDGEWAY_JOURNAL_DIRECTORY", own.resolve("journal").toString());
    here.put("RIDGEWAY_KEYS_KEK_FILE", stack.home().kek().toString());
    here.putAll(more);
    return ChartProcess.start(chart, "rw-" + role, own, secrets(), here, List.of());
  }

  private Map<String, String> secrets() {
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
