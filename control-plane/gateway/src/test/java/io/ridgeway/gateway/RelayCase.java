package io.ridgeway.gateway;

import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.network.Framework;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A Fabric network behind the gRPC door, and an application of it. */
abstract class RelayCase {
  static final TestCertificate ITSELF = TestCertificate.of("gateway");
  static final TestCertificate TILL = TestCertificate.of("till");
  static final byte[] NONE = {};

  @TempDir Path folder;

  private final List<AutoCloseable> opened = new ArrayList<>();

  TestGateway gateway;
  FakeRelay relay;
  GrpcCaller till;

  @BeforeEach
  void start() throws IOException {
    Path certificate = Files.writeString(folder.resolve("tls.crt"), ITSELF.pem());
    Path key = Files.writeString(folder.resolve("tls.key"), ITSELF.key());
    gateway =
        new TestGateway(
            Clock.systemUTC(),
            100_000,
            GatewaySettings.of("127.0.0.1", 0, "gateway-1")
                .with(Optional.of(new GatewaySettings.Grpc(0, certificate, key))));
    relay = gateway.ledger.relay;
    put(fabric(100_000, true));
    till = caller(Optional.of(TILL));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    gateway.close();
  }

  GrpcCaller caller(Optional<TestCertificate> shown) {
    GrpcCaller caller = new GrpcCaller(gateway.vertx, gateway.server.grpcPort(), ITSELF, shown);
    opened.add(caller);
    return caller;
  }

  NetworkRoute fabric(int tps, boolean serving) {
    NetworkRoute ethereum = gateway.route(tps, serving, Map.of(), List.of());
    return new NetworkRoute(
            ethereum.tenant(),
            new Framework("fabric", "3.1"),
            serving,
            tps,
            ethereum.endpoints(),
            Map.of(),
            Map.of())
        .withClients(known(Instant.now().minusSeconds(60), Duration.ofHours(1)));
  }

  Map<String, Certificate> known(Instant from, Duration life) {
    return Map.of(
        Fingerprint.of(TILL.pem()), TILL.issued(gateway.tenant, gateway.network, from, life));
  }

  /** Puts the route, and waits until the door follows it. */
  void put(NetworkRoute route) {
    // The network after it is heard of after it.
    gateway.routes.put(gateway.network, route);
    NetworkId later = NetworkId.next();
    String secret = "rw_later-" + later + "-0123456789-0123456789-0123456789";
    gateway.routes.put(
        later, gateway.route(1, true, Map.of(secret, CredentialId.next()), List.of()));
    TestGateway.await(
        () ->
            gateway
                    .send(
                        HttpRequest.newBuilder(
                                URI.create(
                                    "http://127.0.0.1:"
                                        + gateway.server.port()
                                        + "/gateway/v1/networks/"
                                        + later
                                        + "/blocks/latest"))
                            .header("X-Api-Key", secret))
                    .status()
                != 401);
  }

  long counted() {
    gateway.server.close();
    return gateway.journal.usage().stream()
        .filter(record -> record.network().equals(gateway.network))
        .filter(record -> record.meter() == Meter.GATEWAY_CALLS)
        .mapToLong(record -> record.micros() / 1_000_000)
        .sum();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
