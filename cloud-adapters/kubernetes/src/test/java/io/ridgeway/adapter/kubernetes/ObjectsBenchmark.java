package io.ridgeway.adapter.kubernetes;

import com.sun.management.OperatingSystemMXBean;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.kubernetes.cluster.Arrivals;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.cluster.StandInMachine;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Workload;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many objects an adapter makes in a second while networks are created: addresses reserved,
 * then applied, several networks at once as by the reconciler's workers.
 *
 * <p>Arguments: how many networks.
 */
final class ObjectsBenchmark {
  private static final int WORKERS = 8;
  // The first ones are made by code that isn't compiled yet.
  private static final int WARM_UP = 50;
  private static final List<Workload> NODES = List.of(Stage.node(Stage.A), Stage.node(Stage.B));

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private ObjectsBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int networks = Integer.parseInt(arguments[0]);
    KubeCluster cluster = KubeCluster.apiOnly();
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try (StandInMachine machine = StandInMachine.in(cluster, "bench-machine");
        Arrivals arrivals = new Arrivals(cluster);
        Stage stage = new Stage(cluster.client(), cluster.kubeconfig())) {
      stage.with("storageGib", 1_000_000).open();
      create(stage, workers, WARM_UP);
      List<Long> ends = new ArrayList<>();
      long cpu = PROCESS.getProcessCpuTime();
      long begun = System.nanoTime();
      List<NetworkId> made = create(stage, workers, networks);
      for (NetworkId network : made) {
        ends.add(arrivals.lastOf(network.value()) - begun);
      }
      print(arrivals.objects(), ends, (PROCESS.getProcessCpuTime() - cpu) / 1e9);
    } finally {
      workers.shutdownNow();
    }
    System.exit(0);
  }

  private static List<NetworkId> create(Stage stage, ExecutorService workers, int networks)
      throws Exception {
    List<Callable<NetworkId>> creations = new ArrayList<>();
    for (int i = 0; i < networks; i++) {
      creations.add(() -> create(stage));
    }
    List<NetworkId> made = new ArrayList<>();
    for (Future<NetworkId> one : workers.invokeAll(creations)) {
      made.add(one.get());
    }
    return made;
  }

  private static NetworkId create(Stage stage) {
    NetworkId network = NetworkId.next();
    CloudAdapter adapter = stage.adapter;
    NODES.forEach(n -> adapter.reserve(network, n.name(), n.ports(), new Fence(1)));
    adapter.apply(
        new Deployment(network, stage.id, NODES), new Fence(1), key -> new byte[Byte.SIZE * 4]);
    return network;
  }

  private static void print(int each, List<Long> ends, double cpu) {
    List<Double> seconds = ends.stream().sorted().map(n -> n / 1e9).toList();
    double all = seconds.get(seconds.size() - 1);
    double slowest = Double.MAX_VALUE;
    int quarter = Math.max(1, seconds.size() / 4);
    for (int i = 0; i + quarter <= seconds.size(); i += quarter) {
      double from = i == 0 ? 0 : seconds.get(i - 1);
      double rate = quarter * each / (seconds.get(i + quarter - 1) - from);
      say("  %3d to %3d: %.0f objects/s", i + 1, i + quarter, rate);
      slowest = Math.min(slowest, rate);
    }
    say("%d networks of %d objects in %.1f s", seconds.size(), each, all);
    say("the slowest quarter of them: %.0f objects/s", slowest);
    say(
        "CPU of this process, which stands in for machines too: %.1f ms an object",
        1e3 * cpu / (seconds.size() * each));
    double rate = seconds.size() * each / all;
    say(
        "objects: %.0f objects/s, goal at least 100 objects/s, %s",
        rate, Math.min(rate, slowest) >= 100 ? "holds" : "short");
  }

  private static void say(String form, Object... values) {
    System.out.println(String.format(Locale.ROOT, form, values));
  }
}
