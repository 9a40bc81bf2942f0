package io.ridgeway.framework.fabric;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.Signatory;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * What a channel costs on shared nodes: memory, CPU and disk of every process of a real network of
 * three Raft orderers, two members with a peer and a contract service each, as it has more and more
 * guests. Idle, and while each guest has a document's hash deposited every twenty seconds.
 *
 * <p>It is bounded: what can't be reached within {@code -Dminutes} (60) or on the disk that is left
 * isn't tried, and the figure is short then.
 */
final class ChannelsBenchmark {
  private static final double GOAL_MB = 40;
  private static final double GOAL_PERCENT = 1;
  private static final int WINDOW_SECONDS = 20;
  private static final int SETTLE_SECONDS = 15;
  private static final double TICKS_A_SECOND = 100;
  private static final Duration LONGEST = Duration.ofMinutes(Integer.getInteger("minutes", 60));

  /** So many channels are made at once: each of them waits for the nodes most of the time. */
  private static final int TOGETHER = Integer.getInteger("together", 4);

  private static final double SPARED = 0.9;

  private final RealChannel host;
  private final Path home;
  private final List<Guest> guests = new ArrayList<>();
  private final ExecutorService workers = Executors.newFixedThreadPool(TOGETHER);
  private final long end = System.nanoTime() + LONGEST.toNanos();
  private int deposits;

  private record Guest(RealGuest channel, LedgerClient client, Signatory clerk) {}

  private record Cost(
      int guests, double megabytes, double idlePercent, double loadedPercent, double disk) {}

  private ChannelsBenchmark(RealChannel host, Path home) {
    this.host = host;
    this.home = home;
  }

  /**
   * Runs it.
   *
   * @param arguments how many guests, ascending
   */
  public static void main(String[] arguments) throws Exception {
    Path home = Files.createTempDirectory("fabric-channels");
    try (RealChannel host = RealGuest.host(home, 3, RealChannel.subnet(98))) {
      host.bringUp();
      new ChannelsBenchmark(host, home).run(Stream.of(arguments).map(Integer::valueOf).toList());
    } finally {
      delete(home);
    }
  }

  private void run(List<Integer> sizes) throws Exception {
    List<Cost> costs = new ArrayList<>();
    String missing = "";
    System.out.printf(
        "guests  MB in all  %% of a core idle  with load  MB on disk  s to join one%n");
    for (int size : sizes) {
      missing = obstacle(size, costs);
      if (!missing.isEmpty()) {
        break;
      }
      double joining = grow(size);
      if (guests.size() < size) {
        missing = "%d channels were there after %s".formatted(guests.size(), LONGEST);
        break;
      }
      Cost cost = measured(size);
      costs.add(cost);
      System.out.printf(
          "%6d  %9.0f  %15.1f  %9.1f  %10.0f  %13.2f%n",
          size, cost.megabytes(), cost.idlePercent(), cost.loadedPercent(), cost.disk(), joining);
    }
    workers.shutdownNow();
    told(costs, missing);
    guests.forEach(guest -> guest.client().close());
  }

  private Cost measured(int size) throws Exception {
    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
    double before = ticks();
    TimeUnit.SECONDS.sleep(WINDOW_SECONDS);
    double idle = (ticks() - before) / TICKS_A_SECOND / WINDOW_SECONDS * 100;
    return new Cost(size, megabytes(), idle, loaded(), disk());
  }

  /** Why it can't be gone on to that many, by what the others took; empty if it can. */
  private String obstacle(int size, List<Cost> costs) {
    if (costs.size() < 2) {
      return "";
    }
    Cost last = costs.get(costs.size() - 1);
    double each = (last.disk() - costs.get(0).disk()) / (last.guests() - costs.get(0).guests());
    double room = home.toFile().getUsableSpace() / 1e6 * SPARED;
    double more = each * (size - last.guests());
    return more > room
        ? "%d channels want %.0f MB of disk more, and %.0f are left".formatted(size, more, room)
        : "";
  }

  private static void told(List<Cost> costs, String missing) {
    if (costs.size() < 2) {
      System.out.printf("fabric-channels: nothing to compare, short%s%n", and(missing));
      return;
    }
    Cost first = costs.get(0);
    Cost last = costs.get(costs.size() - 1);
    int more = Math.max(1, last.guests() - first.guests());
    double megabytes = (last.megabytes() - first.megabytes()) / more;
    double idle = (last.idlePercent() - first.idlePercent()) / more;
    double loaded = (last.loadedPercent() - first.loadedPercent()) / more;
    System.out.printf(
        "with a transaction of each every %d s: %.2f %% of a core a channel; on disk %.0f MB a"
            + " channel, of which the most is what orderers keep ready%n",
        WINDOW_SECONDS, loaded, (last.disk() - first.disk()) / more);
    boolean holds = missing.isEmpty() && megabytes <= GOAL_MB && idle <= GOAL_PERCENT;
    System.out.printf(
        "fabric-channels: %.1f MB and %.2f %% of a core a channel, goal at most %.0f MB and %.0f"
            + " %%, %s%s%n",
        megabytes, idle, GOAL_MB, GOAL_PERCENT, holds ? "holds" : "short", and(missing));
  }

  private static String and(String missing) {
    return missing.isEmpty() ? "" : ": " + missing;
  }

  /** Gives seconds for each that joined; stops where the time is over. */
  private double grow(int size) throws Exception {
    int before = guests.size();
    long began = System.nanoTime();
    List<Future<Guest>> coming = new ArrayList<>();
    for (int number = before + 1; number <= size; number++) {
      NetworkId id = new NetworkId("n%012d".formatted(number));
      coming.add(workers.submit(() -> come(id)));
    }
    for (Future<Guest> guest : coming) {
      try {
        guests.add(guest.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
      } catch (TimeoutException e) {
        coming.forEach(late -> late.cancel(true));
        break;
      }
    }
    return (System.nanoTime() - began) / 1e9 / Math.max(1, guests.size() - before);
  }

  private Guest come(NetworkId id) {
    RealGuest channel = RealGuest.of(host, id, "firm");
    channel.bringUp();
    return new Guest(channel, channel.client(), channel.application("clerk"));
  }

  /** Gives per cent of a core while each guest has one transaction, evenly spread. */
  private double loaded() throws Exception {
    // Once before, so that no first call is counted.
    spread(0);
    double before = ticks();
    long began = System.nanoTime();
    spread(WINDOW_SECONDS * 1000L / guests.size());
    double seconds = (System.nanoTime() - began) / 1e9;
    return (ticks() - before) / TICKS_A_SECOND / seconds * 100;
  }

  private void spread(long millisApart) throws Exception {
    List<CompletableFuture<Receipt>> all = new ArrayList<>();
    for (Guest guest : guests) {
      String hash = "%064x".formatted(++deposits);
      if (millisApart == 0) {
        guest.channel().done(guest.client(), guest.clerk(), "depositary", "deposit", hash, "x");
      } else {
        long due = System.nanoTime() + millisApart * 1_000_000;
        all.add(
            guest
                .client()
                .submit(
                    Call.of(
                        "depositary", "deposit", List.of(hash, "x"), Optional.of(guest.clerk())))
                .committed());
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      }
    }
    for (CompletableFuture<Receipt> sent : all) {
      requireCommitted(sent);
    }
  }

  private static void requireCommitted(CompletableFuture<Receipt> sent)
      throws InterruptedException, ExecutionException, TimeoutException {
    Receipt receipt = sent.get(1, TimeUnit.MINUTES);
    if (receipt.status() != LedgerTransaction.Status.COMMITTED) {
      throw new IllegalStateException("a transaction ended as " + receipt.code());
    }
  }

  /** What is taken on disk, also by what is kept ready and not yet written. */
  private double disk() throws IOException, InterruptedException {
    Process du =
        new ProcessBuilder("du", "-sk", home.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // Files that go away meanwhile are no matter.
    du.waitFor();
    return Double.parseDouble(said.split("\\s", 2)[0]) * 1024 / 1e6;
  }

  private double megabytes() throws IOException {
    double kib = 0;
    for (Map.Entry<NodeName, Long> node : host.nodes.pids().entrySet()) {
      kib +=
          Files.readAllLines(Path.of("/proc", node.getValue().toString(), "status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
              .sum();
    }
    return kib * 1024 / 1e6;
  }

  /** User's and system's time of all nodes so far. */
  private double ticks() throws IOException {
    double ticks = 0;
    for (long pid : host.nodes.pids().values()) {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      ticks += Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
    }
    return ticks;
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
