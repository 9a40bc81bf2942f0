package io.ridgeway.app.bench;

import io.ridgeway.adapter.kubernetes.cluster.Arrivals;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.cluster.Kubectl;
import io.ridgeway.adapter.kubernetes.cluster.StandInMachine;
import io.ridgeway.app.Firm;
import io.ridgeway.app.demo.SmallNetwork;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * How long it takes from the moment that an order is sent until the last object of its network is
 * applied, and how long {@code kubectl apply --server-side} takes for the very same manifests. The
 * whole application, with its database; an API server whose pods are said to run.
 *
 * <p>Arguments: how many orders are measured, and after how many of them kubectl's turn comes.
 */
public final class OrdersBenchmark {
  // Of those that the tests' price book has a price for.
  private static final String CITY_NODE = "quay";
  private static final int WARM_UP = 20;
  // So that taking networks away doesn't fall behind.
  private static final int MOST_ALIVE = 4;

  private final RunningRidgeway ridgeway = RunningRidgeway.ready();
  private final KubeCluster cluster = KubeCluster.apiOnly();
  private final Firm firm = Firm.verified(ridgeway, "bench-clerk");
  private final Deque<String> alive = new ArrayDeque<>();

  private OrdersBenchmark() {}

  /** Prints what was measured; the last line is the figure. */
  public static void main(String[] arguments) {
    int orders = Integer.parseInt(arguments[0]);
    int every = Integer.parseInt(arguments[1]);
    OrdersBenchmark benchmark = new OrdersBenchmark();
    try (StandInMachine machine = StandInMachine.in(benchmark.cluster, "bench-machine");
        Arrivals arrivals = new Arrivals(benchmark.cluster)) {
      benchmark.register();
      benchmark.measure(arrivals, orders, every);
    }
    System.exit(0);
  }

  private void register() {
    ridgeway
        .operator()
        .post(
            "/ops/v1/city-nodes",
            Map.of(
                "id",
                CITY_NODE,
                "city",
                "Bench",
                "country",
                "SG",
                "provider",
                "bench",
                "adapter",
                "kubernetes",
                "maxTps",
                1_000_000,
                "configuration",
                Map.of(
                    "kubeconfig",
                    cluster.kubeconfig(),
                    "publicHost",
                    "127.0.0.1",
                    "allowTags",
                    "true",
                    "storageGib",
                    "1000000",
                    "software",
                    "[{name: goquorum, version: '22.7.4', image:"
                        + " 'quorumengineering/quorum:22.7.4'}]"),
                "cost",
                Map.of("currency", "USD", "coreMonth", "1")));
    // Once it has been heard, there is room.
    RunningRidgeway.await(
        "the cluster is heard",
        () ->
            ridgeway
                .operator()
                .post("/ops/v1/city-nodes/" + CITY_NODE + "/test", Map.of())
                .path("passed")
                .asBoolean());
  }

  private void measure(Arrivals arrivals, int orders, int every) {
    List<Double> seconds = new ArrayList<>();
    List<Double> compared = new ArrayList<>();
    List<Double> kubectl = new ArrayList<>();
    try (Kubectl other = new Kubectl(cluster)) {
      for (int i = -Math.min(WARM_UP, orders); i < orders; i++) {
        String quote = quote();
        long begun = System.nanoTime();
        String network = firm.order(quote, UUID.randomUUID().toString());
        double took = (arrivals.lastOf(network) - begun) / 1e9;
        if (i >= 0) {
          seconds.add(took);
        }
        if (i >= 0 && i % every == 0) {
          compared.add(took);
          kubectl.add(other.apply(manifests(network)));
        }
        take(network);
      }
      alive.forEach(n -> firm.awaitState(n, "Deleted"));
      print(arrivals, seconds, compared, kubectl, other.idle());
    }
  }

  private String quote() {
    Map<String, Object> spec = new HashMap<>(SmallNetwork.spec("bench", "ethereum", "qbft-1"));
    spec.put("cityNodes", List.of(CITY_NODE));
    return firm.api()
        .post("/v1/quotes", Map.of("spec", spec, "term", "MONTHLY", "currency", "USD"))
        .path("id")
        .asText();
  }

  private String manifests(String network) {
    StringBuilder yaml = new StringBuilder();
    ridgeway
        .operator()
        .get("/ops/v1/networks/" + network + "/manifests")
        .at("/items/0/documents")
        .forEach(d -> yaml.append("---\n").append(d.path("text").asText()).append('\n'));
    return yaml.toString();
  }

  private void take(String network) {
    firm.api().delete("/v1/networks/" + network);
    alive.add(network);
    if (alive.size() > MOST_ALIVE) {
      firm.awaitState(alive.remove(), "Deleted");
    }
  }

  private static void print(
      Arrivals arrivals,
      List<Double> seconds,
      List<Double> compared,
      List<Double> kubectl,
      double idle) {
    double p99 = at(seconds, 0.99);
    double ours = at(compared, 0.5);
    double theirs = at(kubectl, 0.5);
    say("%d orders of %d objects each", seconds.size(), arrivals.objects());
    say(
        "order sent to last object applied: median %.3f s, p90 %.3f s, p99 %.3f s, worst %.3f s",
        at(seconds, 0.5), at(seconds, 0.9), p99, at(seconds, 1));
    say(
        "kubectl apply --server-side of the same manifests: median of %d %.3f s, of which %.3f s"
            + " before its first write",
        kubectl.size(), theirs, idle);
    double ratio = ours / theirs;
    say(
        "to kubectl without what it does before its first write: %.2f times",
        ours / (theirs - idle));
    say(
        "orders: p99 %.3f s and %.2f times kubectl's time, goal at most 1.000 s and 1.20 times, %s",
        p99, ratio, p99 <= 1 && ratio <= 1.2 ? "holds" : "short");
  }

  private static double at(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
  }

  private static void say(String form, Object... values) {
    System.out.println(String.format(Locale.ROOT, form, values));
  }
}
