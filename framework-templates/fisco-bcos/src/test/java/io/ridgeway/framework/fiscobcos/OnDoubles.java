package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fiscobcos.conformance.ConformanceNode;
import io.ridgeway.framework.fiscobcos.conformance.Specification;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests on four test doubles that take what we render as nodes would. They are no ledger. */
abstract class OnDoubles {
  static final FiscoBcosPack PACK = new FiscoBcosPack();
  static final Duration PATIENCE = Duration.ofMinutes(2);
  static final String VERSION = "3.16";

  @TempDir Path home;
  final Map<String, ConformanceNode> running = new TreeMap<>();
  final Map<String, NodeDirectory> directories = new TreeMap<>();
  String network = "";

  @AfterEach
  void stopAll() throws IOException {
    for (ConformanceNode node : running.values()) {
      node.close();
    }
  }

  /** A stretch of loopback whose ports nobody has. */
  private static String freeNetwork() throws IOException {
    for (int tries = 0; tries < 100; tries++) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      String network = "127." + random.nextInt(100, 250) + "." + random.nextInt(1, 250) + ".";
      try (ServerSocket p2p = new ServerSocket();
          ServerSocket rpc = new ServerSocket()) {
        p2p.bind(new InetSocketAddress(network + 1, 30300));
        rpc.bind(new InetSocketAddress(network + 1, 20200));
        return network;
      } catch (IOException e) {
        // Taken: another one.
      }
    }
    throw new IOException("no loopback network is free");
  }

  Scenario write(Cryptography cryptography) throws IOException {
    network = freeNetwork();
    Scenario scenario =
        Scenario.local(network, VERSION, 4, 1, Map.of("cryptography", cryptography.parameter()));
    for (Workload workload : scenario.render(PACK).get(0).workloads()) {
      String name = workload.name().value();
      directories.put(
          name,
          NodeDirectory.write(
              home.resolve(name),
              workload,
              scenario.identities(PACK).secrets(),
              scenario.host(workload.name())));
    }
    return scenario;
  }

  void start(String name) throws Exception {
    NodeDirectory directory = directories.get(name);
    running.put(
        name,
        ConformanceNode.start(
            directory.file("config.ini"),
            directory.file("config.genesis"),
            Specification.of(VERSION),
            Clock.systemUTC()));
  }

  void stop(String name) throws IOException {
    running.remove(name).close();
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - begin).as(what).isLessThan(PATIENCE.toNanos());
      Thread.sleep(50);
    }
  }

  boolean standsStill(String name) {
    long before = running.get(name).height();
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return running.get(name).height() == before;
  }

  boolean allAtLeast(long height) {
    return running.values().stream().allMatch(node -> node.height() >= height);
  }

  static Optional<Signatory> clerk(Cryptography cryptography, TestAdministrators made) {
    TestKey key = TestKey.next(cryptography, new SeededRandom("clerk"));
    ManagedKey like = made.identities().key(FiscoIdentities.GOVERNOR);
    // Doubles look at no signature.
    byte[] none = new byte[cryptography == Cryptography.GUOMI ? 64 : 65];
    return Optional.of(
        new Signatory(
            key.id().account(cryptography),
            new ManagedKey(
                like.id(),
                like.tenant(),
                like.network(),
                "clerk",
                like.curve(),
                like.purpose(),
                key.id().hex(),
                like.createdAt()),
            Optional.empty(),
            (what, reason) -> new Signature(like.curve(), none)));
  }

  LedgerEndpoints endpoints(Scenario scenario) {
    RenderInput input = scenario.input(PACK, scenario.identities(PACK).identities());
    Map<NodeName, Map<String, HostPort>> at = new TreeMap<>();
    input
        .plan()
        .nodes()
        .forEach(
            n -> at.put(n.name(), Map.of("rpc", new HostPort(scenario.host(n.name()), 20200))));
    return new LedgerEndpoints(
        input.network(), at, input.plan().groups().get(0).members(), input.birth());
  }
}
