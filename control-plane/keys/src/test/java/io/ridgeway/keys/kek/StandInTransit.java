package io.ridgeway.keys.kek;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A transit engine as its documentation describes it, in memory: keys with versions, AES-256-GCM
 * with associated data, AppRole, tokens that are let do what an instance needs and no more.
 */
final class StandInTransit implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, List<byte[]>> keys = new ConcurrentHashMap<>();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Set<String> made = new HashSet<>();

  StandInTransit() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A new version of the key, or a new key. */
  void rotate(String key) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    keys.computeIfAbsent(key, name -> new ArrayList<>()).add(bytes);
  }

  void revokeTokens() {
    tokens.clear();
  }

  boolean has(String key) {
    return keys.containsKey(key);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    String path = exchange.getRequestURI().getPath().substring("/v1/".length());
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
    try {
      if (path.equals("auth/approle/login")) {
        boolean known =
            body.path("role_id").asText().equals("role")
                && body.path("secret_id").asText().equals("role-secret");
        if (!known) {
          tell(exchange, 400, errors("invalid role or secret ID"));
          return;
        }
        String fresh = "hvs." + made.size();
        made.add(fresh);
        tokens.add(fresh);
        tell(exchange, 200, Map.of("auth", Map.of("client_token", fresh)));
      } else if (!tokens.contains(token)) {
        tell(exchange, 403, errors("permission denied"));
      } else {
        engine(exchange, path, body);
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      tell(exchange, 400, errors("cipher: message authentication failed"));
    }
  }

  private void engine(HttpExchange exchange, String path, JsonNode body)
      throws IOException, GeneralSecurityException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    List<byte[]> versions = keys.get(name);
    if (versions == null) {
      // As for a token without "create".
      tell(exchange, path.contains("/keys/") ? 404 : 403, errors("permission denied"));
      return;
    }
    byte[] bound = Base64.getDecoder().decode(body.path("associated_data").asText());
    if (path.equals("transit/keys/" + name)) {
      tell(
          exchange,
          200,
          Map.of("data", Map.of("type", "aes256-gcm96", "latest_version", versions.size())));
    } else if (path.equals("transit/encrypt/" + name)) {
      byte[] sealed =
          new AesGcmJce(versions.get(versions.size() - 1))
              .encrypt(Base64.getDecoder().decode(body.path("plaintext").asText()), bound);
      tell(
          exchange,
          200,
          Map.of(
              "data",
              Map.of(
                  "ciphertext",
                  "vault:v" + versions.size() + ":" + Base64.getEncoder().encodeToString(sealed))));
    } else {
      String[] parts = body.path("ciphertext").asText().split(":", -1);
      if (parts.length != 3 || !parts[0].equals("vault")) {
        throw new IllegalArgumentException("no ciphertext");
      }
      int version = Integer.parseInt(parts[1].substring(1));
      if (version < 1 || version > versions.size()) {
        throw new IllegalArgumentException("no such version");
      }
      byte[] plain =
          new AesGcmJce(versions.get(version - 1))
              .decrypt(Base64.getDecoder().decode(parts[2]), bound);
      tell(
          exchange,
          200,
          Map.of("data", Map.of("plaintext", Base64.getEncoder().encodeToString(plain))));
    }
  }

  private static Map<String, Object> errors(String text) {
    return Map.of("errors", List.of(text));
  }

  private static void tell(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
