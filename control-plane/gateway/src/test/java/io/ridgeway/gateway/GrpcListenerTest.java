package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrpcListenerTest {
  private static final TestCertificate OLD = TestCertificate.of("old");
  private static final TestCertificate FRESH = TestCertificate.of("fresh");
  private static final TestCertificate TILL = TestCertificate.of("till");

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Path certificate;
  private Path key;
  private GrpcListener listener;

  @BeforeEach
  void files() throws IOException {
    certificate = Files.writeString(folder.resolve("tls.crt"), OLD.pem());
    key = Files.writeString(folder.resolve("tls.key"), OLD.key());
    listener = new GrpcListener(vertx, new GatewaySettings.Grpc(0, certificate, key));
  }

  @AfterEach
  void stop() {
    join(vertx.close());
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private Future<HttpServer> listen() {
    return listener.listen("127.0.0.1", 0, request -> request.response().end());
  }

  /** Whether who trusts that one alone is connected. */
  private boolean shows(HttpServer server, TestCertificate expected) {
    try (GrpcCaller caller =
        new GrpcCaller(vertx, server.actualPort(), expected, Optional.of(TILL))) {
      return caller.call("Evaluate", new byte[0], Map.of()).http() == 200;
    } catch (java.util.concurrent.CompletionException e) {
      assertThat(e).hasRootCauseInstanceOf(java.security.GeneralSecurityException.class);
      return false;
    }
  }

  @Test
  void aCertificateIsTakenOnceItsKeyIsThereToo() throws IOException {
    // Given
    HttpServer server = join(listen());
    assertThat(join(listener.look(server))).as("nothing new").isFalse();

    // When only the certificate is written
    Files.writeString(certificate, FRESH.pem());
    // Then
    assertThatThrownBy(() -> join(listener.look(server)))
        .hasRootCauseInstanceOf(KeyException.class);
    assertThat(shows(server, OLD)).isTrue();

    // When its key follows
    Files.writeString(key, FRESH.key());
    // Then
    assertThat(join(listener.look(server))).isTrue();
    assertThat(shows(server, FRESH)).isTrue();
    assertThat(shows(server, OLD)).isFalse();
    assertThat(join(listener.look(server))).as("nothing new").isFalse();
  }

  @Test
  void itDoesNotListenWithAnothersKey() throws IOException {
    Files.writeString(key, FRESH.key());

    assertThatThrownBy(() -> join(listen()))
        .hasRootCauseInstanceOf(KeyException.class)
        .hasMessageContaining("tls.key isn't the key of");
  }
}
