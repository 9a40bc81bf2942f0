package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.model.CredentialId;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Knows callers by the API keys of their requests. For one event loop. */
final class ApiKeys {
  private static final String PREFIX = "rw_";
  private static final String BEARER = "bearer ";
  private static final int MAX_LENGTH = 128;

  private final GatewayStats stats;
  private final MessageDigest sha256;

  ApiKeys(GatewayStats stats) {
    this.stats = stats;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Who calls that network; null if its route knows no such key, or there is no such network, which
   * {@code refuse} is to answer.
   */
  @Nullable Caller caller(
      Exchange exchange, @Nullable LiveNetwork network, Consumer<RpcError> refuse) {
    return caller(exchange, network, digest(exchange.request()), refuse);
  }

  /**
   * The same of who opens a WebSocket: browsers can give it no headers, so the key may also be
   * among the sub-protocols that are asked for.
   */
  @Nullable Caller opener(
      Exchange exchange, @Nullable LiveNetwork network, Consumer<RpcError> refuse) {
    String digest = digest(exchange.request());
    if (digest == null) {
      digest =
          subProtocols(exchange.request())
              .filter(name -> name.startsWith(PREFIX))
              .findFirst()
              .map(key -> key.length() <= MAX_LENGTH ? digest(key) : "")
              .orElse(null);
    }
    return caller(exchange, network, digest, refuse);
  }

  /** Whether keys are among the sub-protocols that are asked for. */
  static boolean areAmongSubProtocols(HttpServerRequest request) {
    return subProtocols(request).anyMatch(name -> name.startsWith(PREFIX));
  }

  /** The sub-protocols that a WebSocket is asked to speak. */
  static Stream<String> subProtocols(HttpServerRequest request) {
    return request.headers().getAll("sec-websocket-protocol").stream()
        .flatMap(names -> Arrays.stream(names.split(",")))
        .map(String::strip);
  }

  private @Nullable Caller caller(
      Exchange exchange,
      @Nullable LiveNetwork network,
      @Nullable String digest,
      Consumer<RpcError> refuse) {
    CredentialId by =
        network == null || digest == null ? null : network.route().credentials().get(digest);
    if (network == null || digest == null || by == null) {
      stats.unauthenticated.increment();
      exchange.header("WWW-Authenticate", "Bearer realm=\"ridgeway\"");
      refuse.accept(digest == null ? Refusals.NO_KEY : Refusals.WRONG_KEY);
      return null;
    }
    return new Caller(network, by, digest);
  }

  /**
   * The digest under which the request's key would be known, from {@code X-Api-Key} or {@code
   * Authorization: Bearer}; null if the request has none. Any text that is no key has a digest that
   * nobody knows.
   */
  private @Nullable String digest(HttpServerRequest request) {
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
