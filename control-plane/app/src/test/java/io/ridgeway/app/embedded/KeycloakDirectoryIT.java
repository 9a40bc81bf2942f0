package io.ridgeway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.app.identity.KeycloakDirectory;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.model.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Organizations and their members at the real Keycloak, with the rights of the service client. */
class KeycloakDirectoryIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EmbeddedStack stack = TestHome.SHARED.running();
  private final Map<String, String> settings = stack.configuration();
  private final People people = new People(TestHome.SHARED::running);
  private final KeycloakDirectory directory = new KeycloakDirectory(new Config(settings));
  private final Tenant tenant =
      new Tenant(TenantId.next(), "Fuji Tea", "JP", Tenant.Verification.UNVERIFIED, Instant.EPOCH);

  /** As the application is given it. */
  private record Config(Map<String, String> settings) implements RidgewayConfig.Keycloak {
    @Override
    public URI url() {
      return URI.create(settings.get("ridgeway.keycloak.url"));
    }

    @Override
    public String realm() {
      return EmbeddedKeycloak.REALM;
    }

    @Override
    public String clientId() {
      return settings.get("ridgeway.keycloak.client-id");
    }

    @Override
    public Optional<String> clientSecret() {
      return Optional.of(settings.get("ridgeway.keycloak.client-secret"));
    }

    @Override
    public boolean verifiedEmailOnly() {
      return false;
    }
  }

  @Test
  void membersComeAndGoAndWhoGoesIsSignedOut() throws Exception {
    // Given
    String run = UUID.randomUUID().toString().substring(0, 8);
    JsonNode mei = claims(people.signIn("mei-" + run));
    JsonNode ann = claims(people.signIn("ann-" + run));
    String stays = mei.path("sub").asText();
    String goes = ann.path("sub").asText();

    // Then: what the desk of invitations compares
    assertThat(ann.path("email").asText()).isEqualTo("ann-" + run + "@example.com");

    // When: twice, since it is repeated after any failure
    directory.bring(tenant, Set.of(stays, goes));
    directory.bring(tenant, Set.of(stays, goes));

    // Then
    assertThat(members()).containsExactlyInAnyOrder(stays, goes);
    assertThat(sessions(goes)).isNotEmpty();

    // When
    directory.bring(tenant, Set.of(stays));
    directory.bring(tenant, Set.of(stays));

    // Then
    assertThat(members()).containsExactly(stays);
    assertThat(sessions(goes)).isEmpty();
    assertThat(sessions(stays)).isNotEmpty();

    // When: invited again
    directory.bring(tenant, Set.of(stays, goes));

    // Then
    assertThat(members()).containsExactlyInAnyOrder(stays, goes);
  }

  private Set<String> members() throws Exception {
    String id =
        admin("/organizations?exact=true&search=" + tenant.id()).path(0).path("id").asText();
    return ids(admin("/organizations/" + id + "/members?max=100"));
  }

  private Set<String> sessions(String user) throws Exception {
    return ids(admin("/users/" + user + "/sessions"));
  }

  private static Set<String> ids(JsonNode all) {
    Set<String> ids = new TreeSet<>();
    all.forEach(one -> ids.add(one.path("id").asText()));
    return ids;
  }

  private JsonNode admin(String path) throws Exception {
    String base = settings.get("ridgeway.keycloak.url");
    String form =
        Map.of(
                "grant_type", "client_credentials",
                "client_id", settings.get("ridgeway.keycloak.client-id"),
                "client_secret", settings.get("ridgeway.keycloak.client-secret"))
            .entrySet()
            .stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    String token =
        read(HttpRequest.newBuilder(
                    URI.create(base + "/realms/ridgeway/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)))
            .path("access_token")
            .asText();
    return read(
        HttpRequest.newBuilder(URI.create(base + "/admin/realms/ridgeway" + path))
            .header("Authorization", "Bearer " + token));
  }

  private static JsonNode read(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(request.build().uri().getPath()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode claims(String token) throws IOException {
    return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
  }
}
