package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.gateway.TestGateway.Answer;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.Framework;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;

/** The native door of a network of members, before a stand-in of its ledger. */
abstract class NativeDoorCase {
  private static final String DRAFT =
      "{\"contract\":\"notary\",\"function\":\"%s\",\"args\":[\"lease-1\"],\"key\":\"clerk\"%s}";

  final TestGateway gateway = new TestGateway(Clock.systemUTC(), 100_000);
  final NetworkId network = NetworkId.next();
  private final ManagedKey clerk = key("clerk");
  private final ManagedKey bot = key("bot");
  private boolean stopped;

  NativeDoorCase() {
    gateway.routes.put(network, route(true, 100_000));
    TestGateway.await(() -> get("/blocks/latest").status() == 200);
  }

  @AfterEach
  void stop() {
    if (!stopped) {
      stopped = true;
      gateway.close();
    }
  }

  /** The first answer with that status. */
  Answer first(int status) {
    AtomicReference<Answer> last = new AtomicReference<>();
    TestGateway.await(
        () -> {
          last.set(get("/blocks/1"));
          return last.get().status() == status;
        });
    return last.get();
  }

  static void problem(Answer answer, int status, String type, String told) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.path("type").asText()).isEqualTo("urn:ridgeway:problem:" + type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asText()).contains(told);
  }

  static String draft(String function, String more) {
    return DRAFT.formatted(function, more);
  }

  String path(String rest) {
    return "/gateway/v1/networks/" + network + rest;
  }

  Answer get(String rest) {
    return send(keyed(rest).GET());
  }

  Answer post(String rest, String body) {
    return send(keyed(rest).POST(BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder keyed(String rest) {
    return request(path(rest)).header("X-Api-Key", TestGateway.KEY);
  }

  HttpRequest.Builder keyed(String path, String rest) {
    return request(path + rest).header("X-Api-Key", TestGateway.KEY);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.uri().resolve(path)).timeout(Duration.ofSeconds(20));
  }

  Answer send(HttpRequest.Builder request) {
    return gateway.send(request);
  }

  NetworkRoute route(boolean serving, int tps) {
    return new NetworkRoute(
            gateway.tenant,
            new Framework("fabric", "3.1"),
            serving,
            tps,
            gateway.route(tps, serving, Map.of(), List.of()).endpoints(),
            Map.of(TestGateway.sha256(TestGateway.KEY), gateway.credential),
            Map.of("a1", clerk, "a2", bot, "a0", key("another")))
        .withCertificates(Map.of(clerk.id(), certificate("clerk"), bot.id(), certificate("bot")));
  }

  private ManagedKey key(String name) {
    return new ManagedKey(
        KeyId.next(),
        gateway.tenant,
        network,
        name,
        Curve.P256,
        Purpose.TRANSACTION,
        "22".repeat(64),
        Instant.EPOCH);
  }

  private Certificate certificate(String key) {
    return new Certificate(
        gateway.tenant,
        network,
        "alpha-ca",
        key + "-client",
        1,
        "0".repeat(32),
        Instant.EPOCH,
        Instant.MAX,
        "pem");
  }
}
