package io.ridgeway.app.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The little of Keycloak's admin API that setting up the embedded realm takes. */
final class KeycloakAdmin {
  /** Keycloak could not do it now, as may be for a while after its start; later it may. */
  static final class Unready extends EmbeddedException {
    @Serial private static final long serialVersionUID = 1L;

    Unready(String message) {
      super(message);
    }

    Unready(String message, Throwable cause) {
      super(message, cause);
    }
  }

  static final String USER = "admin";
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int CONFLICT = 409;
  private static final int SERVER_ERROR = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final String base;
  private final String token;

  private KeycloakAdmin(HttpClient http, String base, String token) {
    this.http = http;
    this.base = base;
    this.token = token;
  }

  /** Signs in as the administrator that Keycloak was started with. */
  static KeycloakAdmin signIn(HttpClient http, String base, String password) {
    String form =
        Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                USER,
                "password",
                password)
            .entrySet()
            .stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/realms/master/protocol/openid-connect/token"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer = send(http, request);
    require(answer, "signing in as Keycloak's administrator", OK);
    return new KeycloakAdmin(http, base, read(answer).path("access_token").asText());
  }

  /** Makes the realm that the JSON describes; leaves one of that name as it is. */
  void createRealm(String json) {
    HttpRequest request =
        request("/admin/realms").POST(HttpRequest.BodyPublishers.ofString(json)).build();
    require(send(http, request), "making the realm", CREATED, CONFLICT);
  }

  /** Tells the portal's client where the portal is now: its port may have moved. */
  void movePortal(String realm, String url) {
    String clients = "/admin/realms/" + realm + "/clients";
    HttpResponse<String> found =
        send(http, request(clients + "?clientId=ridgeway-portal").GET().build());
    require(found, "reading the portal's client", OK);
    ObjectNode client = (ObjectNode) read(found).get(0);
    client.put("rootUrl", url);
    ((ObjectNode) client.get("attributes"))
        .put("backchannel.logout.url", url + "/back-channel-logout");
    HttpRequest change =
        request(clients + "/" + client.get("id").asText())
            .PUT(HttpRequest.BodyPublishers.ofString(client.toString()))
            .build();
    require(send(http, change), "changing the portal's client", NO_CONTENT);
  }

  /**
   * Lets people have an attribute that administrators alone see and change; Keycloak drops what its
   * user profile doesn't know.
   */
  void declareAttribute(String realm, String name) {
    String path = "/admin/realms/" + realm + "/users/profile";
    HttpResponse<String> found = send(http, request(path).GET().build());
    require(found, "reading the user profile", OK);
    ObjectNode profile = (ObjectNode) read(found);
    ArrayNode attributes = profile.withArray("attributes");
    for (JsonNode attribute : attributes) {
      if (attribute.path("name").asText().equals(name)) {
        return;
      }
    }
    ObjectNode permissions = attributes.addObject().put("name", name).putObject("permissions");
    permissions.putArray("view").add("admin");
    permissions.putArray("edit").add("admin");
    HttpRequest change =
        request(path).PUT(HttpRequest.BodyPublishers.ofString(profile.toString())).build();
    require(send(http, change), "changing the user profile", OK);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new Unready("Keycloak does not answer at " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedException("interrupted while Keycloak was asked", e);
    }
  }

  // Keycloak's refusals name fields, not values; a successful answer may hold a token and is never
  // shown.
  private static void require(HttpResponse<String> answer, String what, int... accepted) {
    for (int status : accepted) {
      if (answer.statusCode() == status) {
        return;
      }
    }
    String told = answer.statusCode() + " " + answer.body();
    throw answer.statusCode() >= SERVER_ERROR
        ? new Unready(what + " failed in Keycloak: " + told)
        : new EmbeddedException(what + " was refused by Keycloak: " + told);
  }

  private static JsonNode read(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new EmbeddedException("Keycloak answered something that is no JSON", e);
    }
  }
}
