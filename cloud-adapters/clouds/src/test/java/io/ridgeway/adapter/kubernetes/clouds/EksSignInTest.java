package io.ridgeway.adapter.kubernetes.clouds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.kubernetes.clouds.SignIn.Token;
import io.ridgeway.model.place.CityNodeId;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class EksSignInTest {
  private static final Map<String, String> SETTINGS =
      Map.of("clusterName", "ledgers", "region", "us-west-1");
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

  @Test
  void theTokenIsARequestOfWhoAmISignedForThisClusterAndRegion() throws Exception {
    // When
    Token token = signIn(SETTINGS, Map.of("accessKeyId", "AKIDEXAMPLE", "secretAccessKey", SECRET));
    // Then
    URI request = request(token);
    Map<String, String> query = query(request);
    assertThat(request.getHost()).isEqualTo("sts.us-west-1.amazonaws.com");
    assertThat(query)
        .containsEntry("Action", "GetCallerIdentity")
        .containsEntry(
            "X-Amz-Credential", "AKIDEXAMPLE%2F20261121%2Fus-west-1%2Fsts%2Faws4_request")
        .containsEntry("X-Amz-Date", "20261121T100000Z")
        .containsEntry("X-Amz-SignedHeaders", "host%3Bx-k8s-aws-id");
    assertThat(query.get("X-Amz-Signature")).isEqualTo(signature(request, "ledgers", SECRET));
    assertThat(token.until()).isEqualTo("2026-11-21T10:14:00Z");
  }

  @Test
  void aSessionTokenGoesWithTheRequest() throws Exception {
    // When
    Token token =
        signIn(
            SETTINGS,
            Map.of("accessKeyId", "AKID", "secretAccessKey", SECRET, "sessionToken", "session/1"));
    // Then
    URI request = request(token);
    assertThat(query(request)).containsEntry("X-Amz-Security-Token", "session%2F1");
    assertThat(query(request).get("X-Amz-Signature"))
        .isEqualTo(signature(request, "ledgers", SECRET));
  }

  @Test
  void chinasRegionsHaveADomainOfTheirOwn() {
    // When
    Token token =
        signIn(
            Map.of("clusterName", "ledgers", "region", "cn-north-1"),
            Map.of("accessKeyId", "AKID", "secretAccessKey", SECRET));
    // Then
    assertThat(request(token).getHost()).isEqualTo("sts.cn-north-1.amazonaws.com.cn");
  }

  @Test
  void aMissingCredentialIsNamed() {
    assertThatThrownBy(() -> signIn(SETTINGS, Map.of("accessKeyId", "AKID")))
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessageContaining("secretAccessKey");
  }

  @Test
  void aTokenDoesNotPrintItself() {
    Token token = signIn(SETTINGS, Map.of("accessKeyId", "AKID", "secretAccessKey", SECRET));
    assertThat(token.toString()).doesNotContain(token.value());
  }

  private Token signIn(Map<String, String> settings, Map<String, String> credentials) {
    CredentialSource source =
        new CredentialSource(
            new CityNodeId("california-1"), p -> Optional.ofNullable(credentials.get(p)));
    return new EksSignIn(settings, source, clock).fresh();
  }

  private static URI request(Token token) {
    assertThat(token.value()).startsWith("k8s-aws-v1.");
    byte[] decoded = Base64.getUrlDecoder().decode(token.value().substring("k8s-aws-v1.".length()));
    return URI.create(new String(decoded, UTF_8));
  }

  private static Map<String, String> query(URI request) {
    return Arrays.stream(request.getRawQuery().split("&"))
        .map(p -> p.split("=", 2))
        .collect(Collectors.toMap(p -> p[0], p -> p[1], (a, b) -> a, TreeMap::new));
  }

  /** Signature version 4 worked out anew, as its documentation has it. */
  private static String signature(URI request, String cluster, String secret)
      throws GeneralSecurityException {
    Map<String, String> query = query(request);
    String canonicalQuery =
        query.entrySet().stream()
            .filter(e -> !e.getKey().equals("X-Amz-Signature"))
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining("&"));
    String canonical =
        String.join(
            "\n",
            "GET",
            "/",
            canonicalQuery,
            "host:" + request.getHost(),
            "x-k8s-aws-id:" + cluster,
            "",
            "host;x-k8s-aws-id",
            sha256(""));
    String scope = "20261121/us-west-1/sts/aws4_request";
    String toSign =
        String.join("\n", "AWS4-HMAC-SHA256", query.get("X-Amz-Date"), scope, sha256(canonical));
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static String sha256(String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }
}
