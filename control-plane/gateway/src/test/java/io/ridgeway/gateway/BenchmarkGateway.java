package io.ridgeway.gateway;

import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.gateway.submit.FakeChain;
import io.ridgeway.gateway.submit.FakeSigner;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * A gateway with one network, for {@code benchmarks/gateway/run}. Arguments: the port to listen on,
 * the port of the network's node, the network, and the digest of its key.
 */
final class BenchmarkGateway {
  private BenchmarkGateway() {}

  public static void main(String[] args) throws InterruptedException {
    NetworkId network = new NetworkId(args[2]);
    HostPort node = new HostPort("127.0.0.1", Integer.parseInt(args[1]));
    FakeRoutes routes = new FakeRoutes();
    routes.put(
        network,
        new NetworkRoute(
            TenantId.next(),
            new Framework("ethereum", "qbft-1"),
            true,
            1_000_000,
            new LedgerEndpoints(
                network,
                Map.of(NodeName.of("rpc", 0), Map.of("rpc", node)),
                List.of(),
                new BirthRecord(Map.of())),
            Map.of(args[3], CredentialId.next()),
            Map.of()));
    GatewayServer server =
        new GatewayServer(
            Vertx.vertx(),
            routes,
            name -> new FakePack(new FakeChain()),
            new FakeSigner(),
            new FakeJournal(),
            Clock.systemUTC(),
            GatewaySettings.of("127.0.0.1", Integer.parseInt(args[0]), "benchmark"));
    server.start();
    Thread.currentThread().join();
  }
}
