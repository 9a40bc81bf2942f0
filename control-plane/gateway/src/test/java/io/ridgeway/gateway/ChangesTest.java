package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.CredentialId;
import io.ridgeway.model.network.Framework;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\"}";
  private final TestGateway gateway = new TestGateway(Clock.systemUTC(), 100_000);

  @AfterEach
  void stop() {
    gateway.close();
  }

  private NetworkRoute withKeys(Map<String, CredentialId> secrets) {
    return gateway.route(100_000, true, secrets, List.of(gateway.node.at()));
  }

  private int status(String key) {
    return gateway.send(gateway.request(CALL).header("X-Api-Key", key)).status();
  }

  @Test
  void refusesAKeyOnceItIsRevokedAndTakesANewOne() {
    // Given
    assertThat(status(TestGateway.KEY)).isEqualTo(200);

    // When
    gateway.routes.put(gateway.network, withKeys(Map.of("rw_new", CredentialId.next())));

    // Then
    TestGateway.await(() -> status(TestGateway.KEY) == 401);
    assertThat(status("rw_new")).isEqualTo(200);
  }

  @Test
  void forgetsADeletedNetwork() {
    // When
    gateway.routes.remove(gateway.network);

    // Then
    TestGateway.await(() -> status(TestGateway.KEY) == 401);
  }

  @Test
  void goesOnWithWhatItKnowsWhileTheSourceIsAwayAndCatchesUpAfterwards() {
    // Given
    gateway.routes.away(true);

    // When
    gateway.routes.put(gateway.network, withKeys(Map.of("rw_new", CredentialId.next())));

    // Then
    for (int i = 0; i < 20; i++) {
      assertThat(status(TestGateway.KEY)).isEqualTo(200);
    }
    gateway.routes.away(false);
    TestGateway.await(() -> status("rw_new") == 200);
    assertThat(status(TestGateway.KEY)).isEqualTo(401);
  }

  @Test
  void saysThatItIsStartingUntilTheSourceHasAnsweredOnce() {
    // Given
    gateway.routes.away(true);
    GatewayServer other =
        new GatewayServer(
            gateway.vertx,
            gateway.routes,
            name -> new FakePack(gateway.chain),
            gateway.signer,
            gateway.journal,
            Clock.systemUTC(),
            GatewaySettings.of("127.0.0.1", 0, "gateway-2"));
    other.start();
    var uri = java.net.URI.create("http://127.0.0.1:" + other.port() + "/eth/" + gateway.network);
    var request = gateway.request(CALL).uri(uri).header("X-Api-Key", TestGateway.KEY);

    // When
    var early = gateway.send(request);
    gateway.routes.away(false);
    TestGateway.await(other::ready);
    var later = gateway.send(request);
    other.close();

    // Then
    assertThat(early.status()).isEqualTo(503);
    assertThat(early.errorCode()).isEqualTo(-32002);
    assertThat(early.header("retry-after")).isEqualTo("1");
    assertThat(later.status()).isEqualTo(200);
    assertThat(gateway.routes.listeners()).isEqualTo(1);
  }

  @Test
  void sendsCallsOfANetworkOfAnotherFrameworkAway() {
    // When
    NetworkRoute eth = withKeys(Map.of(TestGateway.KEY, gateway.credential));
    gateway.routes.put(
        gateway.network,
        new NetworkRoute(
            eth.tenant(),
            new Framework("fabric", "3"),
            true,
            10,
            eth.endpoints(),
            eth.credentials(),
            Map.of()));

    // Then
    TestGateway.await(() -> status(TestGateway.KEY) == 404);
  }

  @Test
  void cannotListenOnATakenPortAndSaysSo() {
    // Given
    int taken = gateway.server.port();

    // When
    GatewayServer other =
        new GatewayServer(
            io.vertx.core.Vertx.vertx(),
            gateway.routes,
            name -> new FakePack(gateway.chain),
            gateway.signer,
            gateway.journal,
            Clock.systemUTC(),
            GatewaySettings.of("127.0.0.1", taken, "gateway-2"));

    // Then
    org.assertj.core.api.Assertions.assertThatThrownBy(other::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("127.0.0.1:" + taken);
  }
}
