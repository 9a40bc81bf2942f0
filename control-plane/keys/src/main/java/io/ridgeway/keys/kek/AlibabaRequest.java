package io.ridgeway.keys.kek;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A call of Alibaba Cloud's RPC APIs, signed by <a
 * href="https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature">its
 * signature of version 3</a>, ACS3-HMAC-SHA256. Parameters stand in the address, as that API wants
 * them: nothing secret may be among them.
 *
 * @param nonce another one for each call
 */
record AlibabaRequest(
    URI endpoint,
    String action,
    String version,
    Map<String, String> parameters,
    Instant at,
    String nonce) {
  private static final String ALGORITHM = "ACS3-HMAC-SHA256";

  /**
   * What signs.
   *
   * @param securityToken of credentials that somebody lent
   */
  record Credentials(String id, String secret, Optional<String> securityToken) {
    @Override
    public String toString() {
      return "Credentials[" + id + "]";
    }
  }

  HttpRequest signed(Credentials by) {
    Map<String, String> headers = headers(by);
    String authorization =
        ALGORITHM
            + " Credential="
            + by.id()
            + ",SignedHeaders="
            + String.join(";", headers.keySet())
            + ",Signature="
            + signature(headers, by.secret());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint + "/?" + query()))
            .header("Accept", "application/json")
            .header("Authorization", authorization)
            .POST(HttpRequest.BodyPublishers.noBody());
    headers.forEach(
        (name, value) -> {
          // The client sets it itself, to the same.
          if (!name.equals("host")) {
            request.header(name, value);
          }
        });
    return request.build();
  }

  private Map<String, String> headers(Credentials by) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("host", endpoint.getAuthority());
    headers.put("x-acs-action", action);
    headers.put("x-acs-content-sha256", sha256(""));
    headers.put("x-acs-date", at.truncatedTo(ChronoUnit.SECONDS).toString());
    headers.put("x-acs-signature-nonce", nonce);
    headers.put("x-acs-version", version);
    by.securityToken().ifPresent(token -> headers.put("x-acs-security-token", token));
    return headers;
  }

  private String signature(Map<String, String> headers, String secret) {
    String canonical =
        "POST\n/\n"
            + query()
            + "\n"
            + headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining())
            + "\n"
            + String.join(";", headers.keySet())
            + "\n"
            + headers.get("x-acs-content-sha256");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal((ALGORITHM + "\n" + sha256(canonical)).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  /** By RFC 3986, in the order of the names. */
  private String query() {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&"));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
