package io.ridgeway.gateway;

import io.ridgeway.model.CredentialId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A gateway before a stand-in of a node of Ethereum, called by WebSocket. */
abstract class EthSocketCase {
  static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\"}";

  TestGateway gateway = new TestGateway(Clock.systemUTC(), 100_000);

  private boolean stopped;

  @AfterEach
  void stop() {
    if (stopped) {
      gateway.node.close();
      gateway.vertx.close().toCompletionStage().toCompletableFuture().join();
    } else {
      gateway.close();
    }
  }

  void stopServer() {
    stopped = true;
    gateway.server.close();
  }

  NetworkRoute route(Map<String, CredentialId> keys) {
    return gateway.route(100_000, true, keys, List.of(gateway.node.at()));
  }
}
