package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Signs in and keeps a valid access token: by device authorization (RFC 8628) for people, by client
 * credentials for services.
 */
final class Session {
  private static final String CLI_CLIENT = "ridgeway-cli";
  private static final long MARGIN_SECONDS = 15;

  private final SessionFile file;
  private final Http http;
  private final Clock clock;

  Session(SessionFile file, Http http, Clock clock) {
    this.file = file;
    this.http = http;
    this.clock = clock;
  }

  /** The server that was signed in to; empty text if none. */
  String server() {
    return file.read().path("server").asText("");
  }

  /** The chosen tenant; empty text if none. */
  String tenant() {
    return file.read().path("tenant").asText("");
  }

  void useTenant(String tenant) {
    file.write(file.read().put("tenant", tenant));
  }

  void end() {
    file.delete();
  }

  /** Lets a person sign in on any device; {@code tell} gets the address and the code to show. */
  void device(String server, Consumer<String> tell) {
    JsonNode provider = provider(server);
    String verifier = verifier();
    JsonNode start =
        ok(
            http.form(
                URI.create(provider.path("device_authorization_endpoint").asText()),
                Map.of(
                    "client_id",
                    CLI_CLIENT,
                    "scope",
                    "openid profile",
                    "code_challenge",
                    challenge(verifier),
                    "code_challenge_method",
                    "S256")));
    tell.accept(
        "Open "
            + start.path("verification_uri_complete").asText()
            + " and confirm the code "
            + start.path("user_code").asText());
    Duration pause = Duration.ofSeconds(start.path("interval").asLong(5));
    long end = clock.millis() + start.path("expires_in").asLong(600) * 1000;
    while (clock.millis() < end) {
      sleep(pause);
      Http.Answer answer =
          http.form(
              URI.create(provider.path("token_endpoint").asText()),
              Map.of(
                  "grant_type",
                  "urn:ietf:params:oauth:grant-type:device_code",
                  "client_id",
                  CLI_CLIENT,
                  "code_verifier",
                  verifier,
                  "device_code",
                  start.path("device_code").asText()));
      if (answer.status() == 200) {
        keep(server, provider, CLI_CLIENT, answer.body());
        return;
      }
      switch (answer.body().path("error").asText()) {
        case "authorization_pending" -> {}
        case "slow_down" -> pause = pause.plusSeconds(5);
        default ->
            throw new Failure(
                Failure.NOT_ALLOWED,
                "Sign-in was refused: "
                    + answer.body().path("error_description").asText("no reason given")
                    + ".");
      }
    }
    throw new Failure(
        Failure.NOT_ALLOWED, "The code was not confirmed in time. Try again: ridgectl login");
  }

  /**
   * Signs a service in. Its secret is used once and not kept: sign in again when the token ends.
   */
  void service(String server, String client, String secret) {
    JsonNode provider = provider(server);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "client_credentials");
    fields.put("client_id", client);
    fields.put("client_secret", secret);
    keep(
        server,
        provider,
        client,
        ok(http.form(URI.create(provider.path("token_endpoint").asText()), fields)));
  }

  /** An access token that is valid for a while yet. */
  String accessToken() {
    ObjectNode session = file.read();
    if (!session.hasNonNull("accessToken")) {
      throw new Failure(Failure.NOT_ALLOWED, "Sign in first: ridgectl login");
    }
    if (session.path("expiresAt").asLong() > clock.instant().getEpochSecond() + MARGIN_SECONDS) {
      return session.path("accessToken").asText();
    }
    if (!session.hasNonNull("refreshToken")) {
      throw new Failure(
          Failure.NOT_ALLOWED, "The sign-in has ended. Sign in again: ridgectl login");
    }
    Http.Answer answer =
        http.form(
            URI.create(session.path("tokenEndpoint").asText()),
            Map.of(
                "grant_type", "refresh_token",
                "client_id", session.path("client").asText(),
                "refresh_token", session.path("refreshToken").asText()));
    if (answer.status() != 200) {
      throw new Failure(
          Failure.NOT_ALLOWED, "The sign-in has ended. Sign in again: ridgectl login");
    }
    tokens(session, answer.body());
    file.write(session);
    return session.path("accessToken").asText();
  }

  private void keep(String server, JsonNode provider, String client, JsonNode answer) {
    ObjectNode session = Http.JSON.createObjectNode();
    session.put("server", server);
    session.put("client", client);
    session.put("tokenEndpoint", provider.path("token_endpoint").asText());
    tokens(session, answer);
    file.write(session);
  }

  private void tokens(ObjectNode session, JsonNode answer) {
    session.put("accessToken", answer.path("access_token").asText());
    session.put("expiresAt", clock.instant().getEpochSecond() + answer.path("expires_in").asLong());
    if (answer.hasNonNull("refresh_token")) {
      session.put("refreshToken", answer.path("refresh_token").asText());
    }
  }

  /**
   * The identity provider's own description, found through the server's (RFC 9728, OpenID Connect
   * Discovery).
   */
  private JsonNode provider(String server) {
    JsonNode resource = ok(get(URI.create(server + "/.well-known/oauth-protected-resource")));
    String issuer = resource.path("authorization_servers").path(0).asText();
    return ok(get(URI.create(issuer + "/.well-known/openid-configuration")));
  }

  private Http.Answer get(URI uri) {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
    return http.answer(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
  }

  private static JsonNode ok(Http.Answer answer) {
    if (answer.status() != 200) {
      throw new Failure(
          Failure.NOT_ALLOWED,
          "Sign-in failed: "
              + answer.body().path("error_description").asText("the answer was " + answer.status())
              + ".");
    }
    return answer.body();
  }

  /** A secret that only this sign-in knows (RFC 7636). */
  private static String verifier() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(Failure.NOT_ALLOWED, "Interrupted.");
    }
  }
}
