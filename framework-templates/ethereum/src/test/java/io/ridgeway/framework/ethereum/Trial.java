package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Hand-run: {@code Trial <geth> <in.yaml> <home>} walks real nodes through a network's bad day. */
final class Trial {
  private Trial() {}

  private static final long T0 = System.nanoTime();

  static void say(String text) {
    System.out.printf("%7.1f s  %s%n", (System.nanoTime() - T0) / 1e9, text);
  }

  static LedgerHealth until(
      String what, FrameworkDriver driver, RealNodes nodes, LedgerHealth from, java.util.function.Predicate<LedgerHealth> done, int seconds)
      throws Exception {
    LedgerHealth health = from;
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    String last = "";
    while (System.nanoTime() < end) {
      long t = System.nanoTime();
      health = driver.observe(nodes.endpoints(), health);
      long ms = (System.nanoTime() - t) / 1_000_000;
      if (!health.message().equals(last)) {
        say("   message now: " + health.message() + " (observe took " + ms + " ms) heights " + health.heights());
        last = health.message();
      }
      if (done.test(health)) {
        say(what + ": yes, " + health);
        return health;
      }
      Thread.sleep(300);
    }
    say(what + ": NO within " + seconds + " s, " + health);
    return health;
  }

  public static void main(String[] args) throws Exception {
    EthereumPack pack = new EthereumPack();
    RenderInput raw = Scenario.parse(Files.readString(Path.of(args[1]))).input(pack);
    NodeName v2 = new NodeName("validator-2");
    NodeName v3 = new NodeName("validator-3");
    FrameworkDriver driver = pack.driver();
    try (RealNodes nodes = new RealNodes(Path.of(args[0]), Path.of(args[2]), pack, raw)) {
      Runtime.getRuntime().addShutdownHook(new Thread(nodes::killAll));
      say("start");
      nodes.startAll();
      say("started");
      LedgerHealth h =
          until("agreed and growing", driver, nodes, LedgerHealth.UNHEARD, x -> x.agreed() && x.progressedAt().getEpochSecond() > 0, 60);
      long from = h.height();
      NodeName rpc1 = new NodeName("rpc-1");
      h = until("ten blocks more, rpc follows", driver, nodes, h, x -> x.height() >= from + 10 && x.heights().getOrDefault(rpc1, -1L) >= from + 10, 60);

      LedgerClient client = pack.client(nodes.endpoints());
      TestKey sender = TestKey.named("app-1");
      String account = pack.account(sender.publicKey());
      HostPort rpcNode = nodes.endpoints().nodes().get(rpc1).get("rpc");
      JsonRpc rpc = new JsonRpc();
      // Storage contract: runtime returns 42; deployed without a gas field, so it is estimated.
      String code = "0x600a600c600039600a6000f3602a60005260206000f3";
      long nonce = client.nextNonce(account);
      say("nonce of " + account + " is " + nonce);
      LedgerClient.Unsigned deploy = client.prepare(Map.of("from", account, "data", code), nonce);
      String hash = rpc.call(rpcNode, Duration.ofSeconds(5), "eth_sendRawTransaction", deploy.encode().encode(sender.sign(deploy.digest()))).join().asText();
      say("sent " + hash + ", pending nonce " + client.nextNonce(account));
      for (int i = 1; i <= 50; i++) {
        LedgerClient.Unsigned each = client.prepare(Map.of("from", account, "to", account, "gas", "0x5208"), nonce + i);
        rpc.call(rpcNode, Duration.ofSeconds(5), "eth_sendRawTransaction", each.encode().encode(sender.sign(each.digest()))).join();
      }
      say("sent 50 more, pending nonce " + client.nextNonce(account));
      var receipt = rpc.call(rpcNode, Duration.ofSeconds(5), "eth_getTransactionReceipt", hash).join();
      for (int i = 0; receipt.isNull() && i < 50; i++) {
        Thread.sleep(200);
        receipt = rpc.call(rpcNode, Duration.ofSeconds(5), "eth_getTransactionReceipt", hash).join();
      }
      say("receipt " + receipt);
      var called = rpc.call(rpcNode, Duration.ofSeconds(5), "eth_call", Map.of("to", receipt.path("contractAddress").asText(), "data", "0x"), "latest").join();
      say("eth_call gives " + called);
      Thread.sleep(3000);
      say("confirmed nonce " + rpc.call(rpcNode, Duration.ofSeconds(5), "eth_getTransactionCount", account, "latest").join());
      for (String method : new String[] {"eth_chainId", "net_version", "web3_clientVersion", "eth_gasPrice", "eth_accounts"}) {
        say(method + " " + rpc.call(rpcNode, Duration.ofSeconds(5), method).handle((r, e) -> e == null ? r.toString() : e.toString()).join());
      }
      for (String method : new String[] {"admin_nodeInfo", "personal_listAccounts", "miner_stop", "debug_traceTransaction", "txpool_status", "istanbul_getValidators"}) {
        say("closed? " + method + " " + rpc.call(rpcNode, Duration.ofSeconds(5), method).handle((r, e) -> e == null ? r.toString() : e.toString()).join());
      }
      say("validator's net_version " + rpc.call(nodes.endpoints().nodes().get(v2).get("rpc"), Duration.ofSeconds(5), "net_version").handle((r, e) -> e == null ? r.toString() : e.toString()).join());
      try {
        client.prepare(Map.of("from", account, "data", "0xfe"), 99);
        say("estimate of a failing deployment: accepted?!");
      } catch (RuntimeException e) {
        say("estimate of a failing deployment: " + e);
      }
      nodes.running().forEach((n, p) -> {
        try {
          String pss = Files.readString(Path.of("/proc/" + p.pid() + "/smaps_rollup")).lines().filter(l -> l.startsWith("Pss:")).findFirst().orElse("?");
          say(n + " " + pss.replaceAll("\\s+", " "));
        } catch (Exception e) {
          say(n + " " + e);
        }
      });
      nodes.kill(v3);
      long killedAt = h.height();
      say("killed validator-3");
      long a = h.height();
      h = until("goes on without one", driver, nodes, h, x -> x.height() >= a + 12 && !x.agreed(), 60);
      nodes.kill(v2);
      say("killed validator-2");
      Thread.sleep(4000);
      h = driver.observe(nodes.endpoints(), h);
      long halted = h.height();
      Thread.sleep(15000);
      h = driver.observe(nodes.endpoints(), h);
      say("halted without two? " + (h.height() == halted) + " " + h);
      nodes.start(v3);
      say("restarted validator-3");
      long b = h.height();
      h = until("comes back with three", driver, nodes, h, x -> x.height() > b, 150);
      nodes.start(v2);
      say("restarted validator-2");
      h = until("all agree again", driver, nodes, h, x -> x.agreed() && x.message().isEmpty(), 150);
      long before = h.height();
      nodes.killAll();
      say("killed all at height " + before + " (killed one first at " + killedAt + ")");
      h = driver.observe(nodes.endpoints(), h);
      say("observed " + h);
      nodes.startAll();
      say("started all");
      until("all agree again, nothing forgotten", driver, nodes, h, x -> x.agreed() && x.height() > before, 150);
      var again = rpc.call(rpcNode, Duration.ofSeconds(5), "eth_getTransactionReceipt", hash).join();
      say("receipt still there, same block: " + again.path("blockHash").equals(receipt.path("blockHash")));
    }
    say("stopped");
    System.exit(0);
  }
}
