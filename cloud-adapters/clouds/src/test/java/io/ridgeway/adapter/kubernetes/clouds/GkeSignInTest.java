package io.ridgeway.adapter.kubernetes.clouds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.kubernetes.clouds.SignIn.Token;
import io.ridgeway.model.place.CityNodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GkeSignInTest {
  private final List<String> asked = new ArrayList<>();
  private volatile int status = 200;
  private HttpServer google;
  private KeyPair keys;

  @BeforeEach
  void start() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    google = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    google.createContext(
        "/token",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          byte[] answer =
              (status == 200
                      ? "{\"access_token\": \"ya29.fresh\", \"expires_in\": 3600,"
                          + " \"token_type\": \"Bearer\"}"
                      : "{\"error\": \"invalid_grant\"}")
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    google.start();
  }

  @AfterEach
  void stop() {
    google.stop(0);
  }

  @Test
  void theServiceAccountSignsItsRequestForAToken() throws Exception {
    // When
    Token token = signIn(key()).fresh();
    // Then
    assertThat(token.value()).isEqualTo("ya29.fresh");
    assertThat(token.until())
        .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_601));
    String assertion =
        URLDecoder.decode(asked.get(0), UTF_8).replaceFirst("(?s).*assertion=([^&]*).*", "$1");
    String[] parts = assertion.split("\\.");
    Signature rsa = Signature.getInstance("SHA256withRSA");
    rsa.initVerify(keys.getPublic());
    rsa.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    assertThat(rsa.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
        .contains("\"iss\":\"ridgeway@ledgers.example\"")
        .contains("https://www.googleapis.com/auth/cloud-platform");
  }

  @Test
  void aRefusalSaysWhoseAndWhatToDo() throws IOException {
    // Given
    status = 400;
    // When, Then
    assertThatThrownBy(() -> signIn(key()).fresh())
        .isInstanceOf(AdapterException.Unreachable.class)
        .hasMessageContaining("ridgeway@ledgers.example")
        .hasMessageContaining("not deleted");
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutQuotingIt() {
    assertThatThrownBy(() -> signIn("{\"private_key\": \"hush\"}").fresh())
        .isInstanceOf(AdapterException.Undeclared.class)
        .hasMessageContaining("serviceAccountKey")
        .hasMessageNotContaining("hush");
  }

  private static SignIn signIn(String key) {
    return new GkeSignIn(
        new CredentialSource(
            new CityNodeId("taiwan-1"),
            p -> p.equals("serviceAccountKey") ? Optional.of(key) : Optional.empty()));
  }

  private String key() throws IOException {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return new ObjectMapper()
        .writeValueAsString(
            Map.of(
                "type", "service_account",
                "project_id", "ledgers",
                "client_id", "1",
                "client_email", "ridgeway@ledgers.example",
                "private_key_id", "k1",
                "private_key", pem,
                "token_uri", "http://127.0.0.1:" + google.getAddress().getPort() + "/token"));
  }
}
