package io.ridgeway.app.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.engine.tenant.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keycloak's organizations and their members: by its admin REST, as the service client. */
public final class KeycloakDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(KeycloakDirectory.class);
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PAGE = 100;

  private final RidgewayConfig.Keycloak config;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  public KeycloakDirectory(RidgewayConfig.Keycloak config) {
    this.config = config;
  }

  /**
   * Makes the tenant's organization (its alias is the tenant's id) if it isn't there, and its
   * members these. Who is none any more is signed out everywhere. Who has no account any more is
   * left out.
   *
   * @param wanted the users' ids
   * @throws IllegalStateException if Keycloak refuses
   * @throws UncheckedIOException if it can't be reached
   */
  public void bring(Tenant tenant, Set<String> wanted) {
    String token = token();
    bring(token, ensure(token, tenant), wanted);
  }

  private void bring(String token, String organisation, Set<String> wanted) {
    String members = "/organizations/" + organisation + "/members";
    Set<String> present = present(token, members);
    for (String user : present) {
      if (!wanted.contains(user)) {
        // Signed out first: once they are no member there, nobody would think of it again.
        require(
            post(token, "/users/" + encode(user) + "/logout", ""),
            "the end of a person's sessions",
            NO_CONTENT,
            NOT_FOUND);
        require(
            delete(token, members + "/" + encode(user)), "a member's end", NO_CONTENT, NOT_FOUND);
      }
    }
    for (String user : wanted) {
      if (!present.contains(user)) {
        add(token, members, user);
      }
    }
  }

  private void add(String token, String members, String user) {
    // The body is the bare user id, as the admin REST wants it.
    int status = post(token, members, user);
    if (status == BAD_REQUEST && !exists(token, user)) {
      LOG.warn(
          "Keycloak has no account {} any more: it is left out of its organization. Remove the"
              + " member.",
          user);
      return;
    }
    require(status, "a member", CREATED, CONFLICT);
  }

  private boolean exists(String token, String user) {
    try {
      return send(authorised(token, "/users/" + encode(user)).GET().build()).statusCode()
          != NOT_FOUND;
    } catch (IOException e) {
      throw new UncheckedIOException("Keycloak can't be reached at " + config.url(), e);
    }
  }

  private Set<String> present(String token, String members) {
    Set<String> present = new TreeSet<>();
    int read;
    do {
      JsonNode page =
          read(
              authorised(token, members + "?first=" + present.size() + "&max=" + PAGE)
                  .GET()
                  .build());
      page.forEach(member -> present.add(member.path("id").asText()));
      read = page.size();
    } while (read == PAGE);
    return present;
  }

  private String ensure(String token, Tenant tenant) {
    String alias = tenant.id().value();
    Map<String, Object> body =
        Map.of(
            "name",
            alias,
            "alias",
            alias,
            "description",
            tenant.name(),
            "domains",
            List.of(Map.of("name", alias + ".tenant.invalid", "verified", false)));
    int status = post(token, "/organizations", body);
    require(status, "organization " + alias, CREATED, CONFLICT);
    JsonNode found =
        read(authorised(token, "/organizations?exact=true&search=" + encode(alias)).GET().build());
    String organisation = found.path(0).path("id").asText();
    if (organisation.isEmpty()) {
      throw new IllegalStateException(
          "Keycloak has no organization " + alias + " after it was made");
    }
    return organisation;
  }

  private String token() {
    String form =
        "grant_type=client_credentials&client_id="
            + encode(config.clientId())
            + "&client_secret="
            + encode(clientSecret());
    URI uri =
        URI.create(config.url() + "/realms/" + config.realm() + "/protocol/openid-connect/token");
    return read(HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build())
        .path("access_token")
        .asText();
  }

  private String clientSecret() {
    return config
        .clientSecret()
        .orElseThrow(() -> new IllegalStateException("ridgeway.keycloak.client-secret isn't set"));
  }

  private HttpRequest.Builder authorised(String token, String path) {
    return HttpRequest.newBuilder(
            URI.create(config.url() + "/admin/realms/" + config.realm() + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + token);
  }

  private int post(String token, String path, Object body) {
    try {
      byte[] text =
          body instanceof String plain
              ? plain.getBytes(StandardCharsets.UTF_8)
              : json.writeValueAsBytes(body);
      return send(authorised(token, path)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(text))
              .build())
          .statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException("Keycloak can't be reached at " + config.url(), e);
    }
  }

  private int delete(String token, String path) {
    try {
      return send(authorised(token, path).DELETE().build()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException("Keycloak can't be reached at " + config.url(), e);
    }
  }

  private static void require(int status, String what, int... accepted) {
    for (int one : accepted) {
      if (status == one) {
        return;
      }
    }
    throw new IllegalStateException("Keycloak answered " + status + " to " + what);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode read(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = send(request);
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "Keycloak answered " + response.statusCode() + " to " + request.uri().getPath());
      }
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("Keycloak can't be reached at " + config.url(), e);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
