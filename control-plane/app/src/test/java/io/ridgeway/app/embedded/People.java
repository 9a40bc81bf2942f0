package io.ridgeway.app.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Who signs in at a test's installation: those of the realm, and whom the tests add. */
final class People {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration TOKEN_AGE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<EmbeddedStack> stack;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> passwords = new HashMap<>();
  private final Map<String, Token> tokens = new HashMap<>();

  private record Token(String value, long until) {}

  People(Supplier<EmbeddedStack> stack) {
    this.stack = stack;
    passwords.put("demo-admin", stack.get().secrets().get(Secrets.Name.USER_DEMO_ADMIN));
    passwords.put("operator", stack.get().secrets().get(Secrets.Name.USER_OPERATOR));
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
    return new KeycloakLogin(stack.get().realmUrl(), "ridgeway-cli", new SecureRandom())
        .signIn(user, password(user), "")
        .accessToken();
  }

  /** The password of that person, who is there afterwards. */
  synchronized String password(String user) {
    return passwords.computeIfAbsent(user, this::makePerson);
  }

  /**
   * Makes a client with a service account, as the operator does for a firm's program.
   *
   * @return its secret
   */
  String makeService(String client) {
    String secret = UUID.randomUUID().toString();
    String token = administrator();
    make(
        token,
        "clients",
        Map.of(
            "clientId",
            client,
            "secret",
            secret,
            "publicClient",
            false,
            "serviceAccountsEnabled",
            true,
            "standardFlowEnabled",
            false,
            "protocolMappers",
            List.of(
                Map.of(
                    "name",
                    "ridgeway-api audience",
                    "protocol",
                    "openid-connect",
                    "protocolMapper",
                    "oidc-audience-mapper",
                    "config",
                    Map.of(
                        "included.custom.audience",
                        "ridgeway-api",
                        "access.token.claim",
                        "true")))));
    return secret;
  }

  /**
   * Makes a person with the role {@code provider}, as an administrator does.
   *
   * @param provider whom they work for; empty where that was forgotten
   */
  synchronized void makeProvidersPerson(String user, Optional<String> provider) {
    String token = administrator();
    String password = UUID.randomUUID().toString();
    Map<String, Object> person = new HashMap<>(person(user, password));
    provider.ifPresent(p -> person.put("attributes", Map.of("ridgeway_provider", List.of(p))));
    make(token, "users", person);
    passwords.put(user, password);
    String id = get(token, "users?exact=true&username=" + user).get(0).path("id").asText();
    JsonNode role = get(token, "roles/provider");
    make(token, "users/" + id + "/role-mappings/realm", List.of(role));
  }

  private String administrator() {
    return token(
        "master",
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "admin-cli",
            "username",
            KeycloakAdmin.USER,
            "password",
            stack.get().secrets().get(Secrets.Name.KEYCLOAK_ADMIN)));
  }

  /** A person who signed up: the service may make users, as the portal's registration does. */
  private String makePerson(String user) {
    String password = UUID.randomUUID().toString();
    String token =
        token(
            EmbeddedKeycloak.REALM,
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                "ridgeway-service",
                "client_secret",
                stack.get().secrets().get(Secrets.Name.CLIENT_SERVICE)));
    make(token, "users", person(user, password));
    return password;
  }

  private static Map<String, Object> person(String user, String password) {
    return Map.of(
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
        List.of(Map.of("type", "password", "value", password, "temporary", false)));
  }

  private String token(String realm, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(keycloak() + "/realms/" + realm + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    // Right after its database was away, Keycloak still meets closed connections.
    RunningRidgeway.await("Keycloak can be signed in at", () -> answer(request).statusCode() < 500);
    return send(request).path("access_token").asText();
  }

  private void make(String token, String what, Object body) {
    send(
        admin(token, what)
            .POST(HttpRequest.BodyPublishers.ofString(JSON.valueToTree(body).toString())));
  }

  private JsonNode get(String token, String what) {
    return send(admin(token, what).GET());
  }

  private HttpRequest.Builder admin(String token, String what) {
    return HttpRequest.newBuilder(
            URI.create(keycloak() + "/admin/realms/" + EmbeddedKeycloak.REALM + "/" + what))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private String keycloak() {
    return stack.get().configuration().get("ridgeway.keycloak.url");
  }

  private JsonNode send(HttpRequest.Builder request) {
    HttpResponse<String> answer = answer(request);
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException("Keycloak answered " + answer.statusCode());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> answer(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
