package io.ridgeway.framework.fabric;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Signatory;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NodeName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.X509Identity;

/**
 * Committed transactions a second through our client and through the bare library, on one real
 * network: both with the same key, the same signer and the same peer, in rounds that alternate.
 * What counts is the median of the rounds' ratios, as others' work on the machine slows neighbours
 * alike. Started by {@code benchmarks/fabric-client/run}.
 */
final class ClientBenchmark {
  private static final double GOAL = 0.95;
  private static final int ROUNDS = Integer.getInteger("rounds", 9);
  private static final int CALLERS = Integer.getInteger("callers", 32);
  private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("seconds", 8));
  private static final AtomicLong NUMBERS = new AtomicLong();

  private ClientBenchmark() {}

  /** One transaction, waited for until it is in a block. */
  @FunctionalInterface
  private interface Caller {
    void deposit(String hash) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Files.createDirectory(Path.of(arguments[0]));
    try (RealChannel channel =
        RealChannel.of(
            home,
            Map.of("orderer", 1, "peer", 2, "contract", 2),
            Map.of(
                "organisations", "alpha,beta",
                "channel", RealChannel.CHANNEL,
                "contract", "depositary",
                "batchTimeoutMillis", "100",
                "batchTransactions", "10"),
            RealChannel.subnet(84))) {
      channel.bringUp();
      measure(channel, channel.lab.application("alpha", "clerk"));
    }
  }

  private static void measure(RealChannel channel, Signatory clerk) throws Exception {
    ManagedChannel connection = connect(channel);
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (LedgerClient client = channel.pack.client(channel.nodes.outside());
        Gateway gateway = gateway(connection, clerk)) {
      Contract contract = gateway.getNetwork(RealChannel.CHANNEL).getContract("depositary");
      Caller bare = hash -> contract.submitTransaction("deposit", hash, "{}");
      Optional<Signatory> by = Optional.of(clerk);
      Caller ours =
          hash -> {
            var receipt =
                client
                    .submit(Call.of("depositary", "deposit", List.of(hash, "{}"), by))
                    .committed()
                    .join();
            if (receipt.status() != LedgerTransaction.Status.COMMITTED) {
              throw new IllegalStateException(receipt.toString());
            }
          };
      // Peers that have just joined don't know each other at once.
      channel.eventually("a deposit is taken", () -> taken(ours), taken -> taken);
      rate(callers, bare);
      rate(callers, ours);
      List<Double> ratios = new ArrayList<>();
      for (int i = 1; i <= ROUNDS; i++) {
        // Who comes first changes too: the ledger grows.
        double first = rate(callers, i % 2 == 0 ? ours : bare);
        double second = rate(callers, i % 2 == 0 ? bare : ours);
        double oursNow = i % 2 == 0 ? first : second;
        double bareNow = i % 2 == 0 ? second : first;
        ratios.add(oursNow / bareNow);
        say(
            "round %d: bare %.1f tx/s, ours %.1f tx/s, ratio %.3f",
            i, bareNow, oursNow, oursNow / bareNow);
      }
      double median = ratios.stream().sorted().toList().get(ROUNDS / 2);
      boolean holds = median >= GOAL;
      say(
          "fabric-client: %.1f %% of the bare client's transactions, goal at least %.0f %%, %s",
          median * 100, GOAL * 100, holds ? "holds" : "short");
    } finally {
      callers.shutdownNow();
      connection.shutdownNow();
    }
  }

  private static boolean taken(Caller caller) {
    try {
      caller.deposit(hash());
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  /** Committed transactions a second of so many callers, each of whom waits for each. */
  private static double rate(ExecutorService callers, Caller caller) throws Exception {
    long begin = System.nanoTime();
    long end = begin + ROUND.toNanos();
    List<Future<Integer>> counts = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      counts.add(
          callers.submit(
              () -> {
                int done = 0;
                while (System.nanoTime() < end) {
                  caller.deposit(hash());
                  done++;
                }
                return done;
              }));
    }
    int all = 0;
    for (Future<Integer> count : counts) {
      all += count.get();
    }
    return all / ((System.nanoTime() - begin) / 1e9);
  }

  private static String hash() {
    return String.format(Locale.ROOT, "%064x", NUMBERS.incrementAndGet());
  }

  private static ManagedChannel connect(RealChannel channel) throws IOException {
    NodeName peer = new NodeName("peer-alpha-1");
    String root = channel.nodes.outside().authorities().get(FabricIdentities.tlsAuthority("alpha"));
    return Grpc.newChannelBuilder(
            channel.at(peer, Roles.GOSSIP).toString(),
            TlsChannelCredentials.newBuilder()
                .trustManager(new ByteArrayInputStream(root.getBytes(StandardCharsets.US_ASCII)))
                .build())
        .build();
  }

  private static Gateway gateway(ManagedChannel connection, Signatory clerk) throws Exception {
    String certificate = clerk.certificate().orElseThrow().pem();
    return Gateway.newInstance()
        .identity(
            new X509Identity(
                "alpha", Identities.readX509Certificate(new StringReader(certificate))))
        .hash(Hash.NONE)
        .signer(message -> clerk.sign(new ToSign.Message(message), "bare").encoded())
        .connection(connection)
        .connect();
  }

  private static void say(String form, Object... values) {
    System.out.println(String.format(Locale.ROOT, form, values));
  }
}
