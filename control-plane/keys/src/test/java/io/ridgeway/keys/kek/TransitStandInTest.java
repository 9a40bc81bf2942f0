package io.ridgeway.keys.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ridgeway.keys.CustodyException;
import io.ridgeway.model.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers as they may be found: sealed, too old, gone, or something else altogether. */
class TransitStandInTest {
  private static final String KEY =
      "{\"data\": {\"latest_version\": 4, \"type\": \"aes256-gcm96\"}}";

  @TempDir Path directory;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final AtomicInteger unwrapped = new AtomicInteger();
  private volatile int status = 200;
  private volatile int sealedAfter = Integer.MAX_VALUE;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void signsPodsInByTheirServiceAccount() throws IOException {
    // Given
    answers.put("/v1/auth/kubernetes/login", "{\"auth\": {\"client_token\": \"s.pod\"}}");
    answers.put("/v1/transit/keys/ridgeway", KEY);
    answers.put("/v1/transit/encrypt/ridgeway", "{\"data\": {\"ciphertext\": \"vault:v4:AAAA\"}}");

    // When: opened, as far as the stand-in can be
    assertThatThrownBy(this::open).isInstanceOf(CustodyException.class);

    // Then
    assertThat(asked.get(0))
        .isEqualTo("POST /v1/auth/kubernetes/login - {\"role\":\"ridgeway\",\"jwt\":\"eyJ.a.b\"}");
    assertThat(asked.get(1)).isEqualTo("GET /v1/transit/keys/ridgeway s.pod ");
    assertThat(asked.get(2)).startsWith("POST /v1/transit/encrypt/ridgeway s.pod {\"plaintext\":");
  }

  /** Vault before 1.12 takes associated data, and binds nothing to it. */
  @Test
  void aServerThatBindsNothingIsRefused() {
    // Given
    answers.put("/v1/auth/kubernetes/login", "{\"auth\": {\"client_token\": \"s.pod\"}}");
    answers.put("/v1/transit/keys/ridgeway", KEY);
    answers.put("/v1/transit/encrypt/ridgeway", "{\"data\": {\"ciphertext\": \"vault:v4:AAAA\"}}");
    answers.put(
        "/v1/transit/decrypt/ridgeway",
        "{\"data\": {\"plaintext\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}}");

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(this::open)
        .withMessageContaining("doesn't bind associated data: it is too old a version");
  }

  @Test
  void aServerThatIsSealedMeanwhileShowsNothingOfWhatItBinds() {
    // Given
    answers.put("/v1/auth/kubernetes/login", "{\"auth\": {\"client_token\": \"s.pod\"}}");
    answers.put("/v1/transit/keys/ridgeway", KEY);
    answers.put("/v1/transit/encrypt/ridgeway", "{\"data\": {\"ciphertext\": \"vault:v4:AAAA\"}}");
    answers.put(
        "/v1/transit/decrypt/ridgeway",
        "{\"data\": {\"plaintext\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}}");
    sealedAfter = 1;

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(this::open)
        .withMessageContaining("didn't unwrap a data key (503");
  }

  @Test
  void saysWhatASealedServerSays() {
    // Given
    status = 503;
    answers.put("/v1/auth/kubernetes/login", "{\"errors\":[\"Vault is sealed\"]}");

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(this::open)
        .withMessageContaining("Vault is sealed");
  }

  @Test
  void saysThatNobodyAnswers() {
    // Given
    URI gone = address();
    server.stop(0);

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> TransitKek.open(settings(gone), clock()))
        .withMessageStartingWith(gone + " doesn't answer within 10 s");
  }

  @Test
  void saysThatSomethingElseAnswers() {
    // Given
    answers.put("/v1/auth/kubernetes/login", "{\"auth\": {\"client_token\": \"s.pod\"}}");
    answers.put("/v1/transit/keys/ridgeway", "<html>\"type\"</html>");

    // Then
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(this::open)
        .withMessageContaining("doesn't answer as a transit engine does");
  }

  @Test
  void keysAreNotSentInClearOverANetwork() {
    for (String address :
        List.of("http://bao.example:8200", "ftp://127.0.0.1", "https://me:secret@bao.example")) {
      assertThatThrownBy(() -> settings(URI.create(address)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("secret@");
    }
  }

  @Test
  void aSecretThatEverybodyReadsIsRefused() throws IOException {
    Path file = secret("open", "s.token");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatExceptionOfType(CustodyException.class)
        .isThrownBy(() -> new SecretFile(file).read())
        .withMessageContaining("must not be readable by everybody");
    for (String odd : List.of("", "\n", "two words", "quo\"te", "x".repeat(20_000))) {
      assertThatExceptionOfType(CustodyException.class)
          .isThrownBy(() -> new SecretFile(secret("odd", odd)).read())
          .withMessageNotContaining("two");
    }
  }

  private TransitKek open() {
    return TransitKek.open(settings(address()), clock());
  }

  private TransitSettings settings(URI address) {
    try {
      return new TransitSettings(
          address,
          "transit",
          "ridgeway",
          Optional.empty(),
          Optional.empty(),
          new TransitSignIn.Kubernetes("kubernetes", "ridgeway", secret("jwt", "eyJ.a.b\n")),
          Duration.ofSeconds(10),
          Optional.empty());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path secret(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static SettableClock clock() {
    return SettableClock.fixedAt(Instant.EPOCH);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + (token == null ? "-" : token)
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String known = answers.get(exchange.getRequestURI().getPath());
    byte[] body = (known == null ? "{\"errors\":[]}" : known).getBytes(StandardCharsets.UTF_8);
    boolean sealed =
        exchange.getRequestURI().getPath().contains("/decrypt/")
            && unwrapped.incrementAndGet() > sealedAfter;
    exchange.sendResponseHeaders(sealed ? 503 : known == null ? 404 : status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
