package io.ridgeway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.ridgeway.app.embedded.LoopbackServer.Answer;
import io.ridgeway.model.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKeycloakTest {
  private static final String PORTAL = "http://127.0.0.1:8080";
  private static final Progress SILENT = text -> {};

  private final List<String> asked = new ArrayList<>();
  @TempDir Path folder;
  private int failures;
  private int failure = 500;
  private Home home = new Home(Path.of("."), Path.of("."));

  @BeforeEach
  void newHome() {
    home = new Home(folder.resolve("home"), folder.resolve("cache"));
  }

  @Test
  void setsTheRealmUpOnceKeycloakNoLongerFails() throws IOException {
    // Given
    failures = 3;

    // When
    awaitRealm(Clock.systemUTC());

    // Then
    assertThat(asked).containsOnlyOnce("PUT /admin/realms/ridgeway/clients/portal");
    assertThat(home.run().resolve("realm-portal-url")).hasContent(PORTAL);
  }

  @Test
  void saysWhatFailedLastWhenTheTimeIsOver() {
    // Given
    failures = Integer.MAX_VALUE;
    SettableClock clock = SettableClock.fixedAt(Instant.EPOCH);
    onEachRequest = () -> clock.advance(Duration.ofSeconds(50));

    // Then
    assertThatThrownBy(() -> awaitRealm(clock))
        .isInstanceOf(EmbeddedException.class)
        .hasMessage("making the realm failed in Keycloak: 500 not yet");
  }

  @Test
  void doesNotAskAgainWhatKeycloakRefuses() {
    // Given
    failures = Integer.MAX_VALUE;
    failure = 400;

    // Then
    assertThatThrownBy(() -> awaitRealm(Clock.systemUTC()))
        .isInstanceOf(EmbeddedException.class)
        .hasMessage("making the realm was refused by Keycloak: 400 not yet");
    assertThat(asked).containsOnlyOnce("POST /admin/realms");
  }

  private Runnable onEachRequest = () -> {};

  private void awaitRealm(Clock clock) throws IOException {
    try (LoopbackServer server = new LoopbackServer(this::answer)) {
      ProcessMark own = ProcessMark.of(ProcessHandle.current().pid()).orElseThrow();
      EmbeddedKeycloak.of(new StackRecord.Part(own, server.port(), Instant.EPOCH))
          .awaitRealm(home, PORTAL, Secrets.loadOrCreate(home, new SecureRandom()), SILENT, clock);
    }
  }

  /** Answers as Keycloak does; the making of the realm fails as often as the test said. */
  private synchronized Answer answer(HttpExchange exchange) {
    onEachRequest.run();
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    asked.add(request);
    return switch (request) {
      case "GET /realms/master/.well-known/openid-configuration" -> new Answer(200, "{}");
      case "GET /realms/ridgeway/.well-known/openid-configuration" ->
          new Answer(asked.contains("PUT /admin/realms/ridgeway/clients/portal") ? 200 : 404, "");
      case "POST /realms/master/protocol/openid-connect/token" ->
          new Answer(200, "{\"access_token\": \"t\"}");
      case "POST /admin/realms" ->
          failures-- > 0 ? new Answer(failure, "not yet") : new Answer(201, "");
      case "GET /admin/realms/ridgeway/clients" ->
          new Answer(200, "[{\"id\": \"portal\", \"attributes\": {}}]");
      case "PUT /admin/realms/ridgeway/clients/portal" -> new Answer(204, "");
      case "GET /admin/realms/ridgeway/users/profile" -> new Answer(200, "{\"attributes\": []}");
      case "PUT /admin/realms/ridgeway/users/profile" -> new Answer(200, "{}");
      default -> throw new IllegalStateException("not expected: " + request);
    };
  }
}
