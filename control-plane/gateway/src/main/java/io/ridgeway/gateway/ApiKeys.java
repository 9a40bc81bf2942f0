package io.ridgeway.gateway;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Finds the API key of a request. For one event loop. */
final class ApiKeys {
  private static final String PREFIX = "rw_";
  private static final String BEARER = "bearer ";
  private static final int MAX_LENGTH = 128;

  private final MessageDigest sha256;

  ApiKeys() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * The digest under which the request's key would be known, from {@code X-Api-Key} or {@code
   * Authorization: Bearer}; null if the request has none. Any text that is no key has a digest that
   * nobody knows.
   */
  @Nullable String digest(HttpServerRequest request) {
    String key = request.getHeader("x-api-key");
    if (key == null) {
      String authorization = request.getHeader("authorization");
      if (authorization == null
          || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
        return null;
      }
      key = authorization.substring(BEARER.length()).strip();
    }
    return key.startsWith(PREFIX) && key.length() <= MAX_LENGTH ? digest(key) : "";
  }

  private String digest(String key) {
    return HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
  }
}
