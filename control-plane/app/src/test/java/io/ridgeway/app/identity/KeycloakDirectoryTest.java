package io.ridgeway.app.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.model.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in that answers 400 to members it doesn't take, as Keycloak does. */
class KeycloakDirectoryTest {
  private static final String ADMIN = "/admin/realms/ridgeway";
  private static final String MEMBERS = ADMIN + "/organizations/org/members";

  private final List<String> added = new CopyOnWriteArrayList<>();
  private final Set<String> accounts = Set.of("ann", "mei", "refused");
  private final Tenant tenant =
      new Tenant(TenantId.next(), "Fuji Tea", "JP", Tenant.Verification.UNVERIFIED, Instant.EPOCH);
  private HttpServer server;
  private KeycloakDirectory directory;

  private record Config(URI url) implements RidgewayConfig.Keycloak {
    @Override
    public String realm() {
      return "ridgeway";
    }

    @Override
    public String clientId() {
      return "ridgeway-service";
    }

    @Override
    public Optional<String> clientSecret() {
      return Optional.of("hush");
    }

    @Override
    public boolean verifiedEmailOnly() {
      return false;
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    directory =
        new KeycloakDirectory(
            new Config(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whoseAccountIsGoneHoldsNobodyElseUp() {
    // When
    directory.bring(tenant, new TreeSet<>(Set.of("ann", "gone", "mei")));

    // Then
    assertThat(added).containsExactly("ann", "mei");
  }

  @Test
  void whoIsThereAndIsNotTakenIsAFault() {
    assertThatIllegalStateException()
        .isThrownBy(() -> directory.bring(tenant, Set.of("refused")))
        .withMessage("Keycloak answered 400 to a member");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String what = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    switch (what) {
      case "POST /realms/ridgeway/protocol/openid-connect/token" ->
          say(exchange, 200, "{\"access_token\": \"t\"}");
      case "POST " + ADMIN + "/organizations" -> say(exchange, 409, "{}");
      case "GET " + ADMIN + "/organizations" -> say(exchange, 200, "[{\"id\": \"org\"}]");
      case "GET " + MEMBERS -> say(exchange, 200, "[]");
      case "POST " + MEMBERS -> {
        boolean taken = accounts.contains(body) && !body.equals("refused");
        if (taken) {
          added.add(body);
        }
        say(exchange, taken ? 201 : 400, "{}");
      }
      default -> {
        String user = what.substring(what.lastIndexOf('/') + 1);
        boolean known = what.equals("GET " + ADMIN + "/users/" + user) && accounts.contains(user);
        say(exchange, known ? 200 : 404, "{}");
      }
    }
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
