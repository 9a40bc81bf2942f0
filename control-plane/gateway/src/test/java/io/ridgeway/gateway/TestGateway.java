package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.gateway.submit.FakeChain;
import io.ridgeway.gateway.submit.FakeSigner;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A gateway with one network of one fake node, and a caller that holds its key. */
final class TestGateway implements AutoCloseable {
  static final String KEY = "rw_test-key-0123456789-abcdefghijklmnopqrstuvw";
  static final String ACCOUNT = "0x" + "ab".repeat(20);
  static final String SECOND_ACCOUNT = "0x" + "cd".repeat(20);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final Vertx vertx = Vertx.vertx();
  final FakeChain chain = new FakeChain();
  final FakeLedger ledger = new FakeLedger();
  final FakeNode node = new FakeNode(vertx, chain);
  final FakeRoutes routes = new FakeRoutes();
  final FakeSigner signer = new FakeSigner();
  final FakeJournal journal = new FakeJournal();
  final NetworkId network = NetworkId.next();
  final TenantId tenant = TenantId.next();
  final CredentialId credential = CredentialId.next();
  final GatewayServer server;

  TestGateway(Clock clock, int tps) {
    this(clock, tps, GatewaySettings.of("127.0.0.1", 0, "gateway-1"));
  }

  TestGateway(Clock clock, int tps, GatewaySettings settings) {
    routes.put(network, route(tps, true, Map.of(KEY, credential), List.of(node.at())));
    server =
        new GatewayServer(
            vertx,
            routes,
            name -> new FakePack(name.equals("fabric") ? ledger : chain),
            signer,
            journal,
            ControlPlane.none().with(this::admitted),
            clock,
            clock,
            settings);
    server.start();
    await(server::ready);
  }

  /** How many passes were looked at that take until {@link #slow} is counted down. */
  final AtomicInteger slowPasses = new AtomicInteger();

  final CountDownLatch slow = new CountDownLatch(1);

  private Optional<String> admitted(TenantId of, NetworkId at, String pass) {
    if (pass.equals("slow")) {
      slowPasses.incrementAndGet();
      try {
        slow.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return pass.equals(of + "/" + at) ? Optional.of("mei") : Optional.empty();
  }

  NetworkRoute route(
      int tps, boolean serving, Map<String, CredentialId> secrets, List<HostPort> nodes) {
    Map<String, CredentialId> credentials = new HashMap<>();
    secrets.forEach((secret, id) -> credentials.put(sha256(secret), id));
    Map<NodeName, Map<String, HostPort>> endpoints = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      endpoints.put(NodeName.of("rpc", i), Map.of("rpc", nodes.get(i)));
    }
    return new NetworkRoute(
        tenant,
        new Framework("ethereum", "qbft-1"),
        serving,
        tps,
        new LedgerEndpoints(network, endpoints, List.of(), new BirthRecord(Map.of())),
        credentials,
        Map.of(ACCOUNT, key("app-1"), SECOND_ACCOUNT, key("app-2")));
  }

  /** The same route, of a network that stands still on purpose. */
  static NetworkRoute suspended(NetworkRoute route) {
    return new NetworkRoute(
        route.tenant(),
        route.framework(),
        false,
        route.tps(),
        route.endpoints(),
        route.credentials(),
        route.keys(),
        route.certificates(),
        true,
        route.applications(),
        route.identities(),
        route.limits(),
        route.kept(),
        route.clients(),
        route.full());
  }

  private ManagedKey key(String name) {
    return new ManagedKey(
        KeyId.next(),
        tenant,
        network,
        name,
        Curve.SECP256K1,
        Purpose.TRANSACTION,
        "11".repeat(64),
        Instant.EPOCH);
  }

  /** Changes the route, and waits until the gateway has heard of it. */
  void change(NetworkRoute route, BooleanSupplier heard) {
    routes.put(network, route);
    await(heard);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.port() + "/eth/" + network);
  }

  /** An HTTP answer. */
  record Answer(HttpResponse<String> http) {
    int status() {
      return http.statusCode();
    }

    String body() {
      return http.body();
    }

    JsonNode json() {
      try {
        return JSON.readTree(http.body());
      } catch (IOException e) {
        throw new AssertionError(http.body(), e);
      }
    }

    int errorCode() {
      return json().path("error").path("code").asInt();
    }

    String message() {
      return json().path("error").path("message").asText();
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }
  }

  Answer post(String body) {
    return send(request(body).header("X-Api-Key", KEY));
  }

  /** Posts one call with id 1. */
  Answer call(String method, String params) {
    return post(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
  }

  HttpRequest.Builder request(String body) {
    return HttpRequest.newBuilder(uri())
        .timeout(Duration.ofSeconds(20))
        .POST(BodyPublishers.ofString(body));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A moment. */
  static void sleep() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void await(BooleanSupplier condition) {
    for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
      sleep();
    }
    assertThat(condition.getAsBoolean()).as("it came true in time").isTrue();
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
    node.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
