package io.ridgeway.gateway;

import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.gateway.submit.FakeChain;
import io.ridgeway.gateway.submit.FakeSigner;
import io.ridgeway.keys.journal.FileJournal;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * A gateway with networks of one node each, for {@code benchmarks/gateway/run} and {@code
 * benchmarks/gateway-load/run}: its journal is on the disk, as in earnest. Arguments: the port to
 * listen on, the port of the node, a directory for the journal, and a file with a line for each
 * network: its name, the digest of its key and its calls a second.
 */
final class BenchmarkGateway {
  private BenchmarkGateway() {}

  public static void main(String[] args) throws Exception {
    HostPort node = new HostPort("127.0.0.1", Integer.parseInt(args[1]));
    FakeRoutes routes = new FakeRoutes();
    for (String line : Files.readAllLines(Path.of(args[3]))) {
      String[] network = line.split(" ");
      put(routes, node, network[0], network[1], Integer.parseInt(network[2]));
    }
    GatewayServer server =
        new GatewayServer(
            Vertx.vertx(),
            routes,
            name -> new FakePack(new FakeChain()),
            new FakeSigner(),
            FileJournal.open(Path.of(args[2]), FileJournal.SEGMENT_BYTES),
            Clock.systemUTC(),
            GatewaySettings.of("127.0.0.1", Integer.parseInt(args[0]), "benchmark"));
    server.start();
    Thread.currentThread().join();
  }

  private static void put(FakeRoutes routes, HostPort node, String name, String digest, int tps) {
    NetworkId network = new NetworkId(name);
    routes.put(
        network,
        new NetworkRoute(
            TenantId.next(),
            new Framework("ethereum", "qbft-1"),
            true,
            tps,
            new LedgerEndpoints(
                network,
                Map.of(NodeName.of("rpc", 0), Map.of("rpc", node)),
                List.of(),
                new BirthRecord(Map.of())),
            Map.of(digest, CredentialId.next()),
            Map.of()));
  }
}
