package io.ridgeway.reconciler;

import com.sun.management.OperatingSystemMXBean;
import io.ridgeway.adapter.kubernetes.cluster.KubeCluster;
import io.ridgeway.adapter.kubernetes.cluster.KwokMachine;
import io.ridgeway.adapter.kubernetes.cluster.RequestCounters;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.reconciler.city.CityNodeAdapters;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What many networks cost that are Ready and nothing happens to: the reconciler's passes over them
 * at their usual pace, and the Kubernetes adapter that watches their objects. Each network's store
 * is in memory, KWOK says that its pods run, and its height is told by the clock: neither the
 * database nor asking nodes is in it.
 *
 * <p>Arguments: how many networks, for how many seconds they are left alone first (the pauses
 * between passes grow for five minutes), and for how many they are watched.
 */
final class IdleBenchmark {
  private static final int WORKERS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final double MOST_CPU = 0.05;
  private static final double MOST_HEAP = 1.5e9;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(WORKERS);
  private final AtomicLong passes = new AtomicLong();
  private final AtomicInteger ready = new AtomicInteger();
  private final RequestCounters requests;

  private IdleBenchmark(KubeCluster cluster) {
    this.requests = new RequestCounters(cluster);
  }

  public static void main(String[] arguments) throws InterruptedException {
    int networks = Integer.parseInt(arguments[0]);
    Duration settle = Duration.ofSeconds(Long.parseLong(arguments[1]));
    Duration time = Duration.ofSeconds(Long.parseLong(arguments[2]));
    KubeCluster cluster = KubeCluster.apiOnly();
    try (KwokMachine machine = KwokMachine.in(cluster)) {
      new IdleBenchmark(cluster).measure(cluster, networks, settle, time);
    }
    System.exit(0);
  }

  private void measure(KubeCluster cluster, int networks, Duration settle, Duration time)
      throws InterruptedException {
    List<ClusterWorld> worlds = new ArrayList<>();
    for (int i = 0; i < networks; i++) {
      worlds.add(new ClusterWorld(cluster.kubeconfig(), Clock.systemUTC()));
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    Stretch with;
    double heap;
    try (CityNodeAdapters adapters = worlds.get(0).adapters(threads)) {
      make(worlds, adapters);
      workers.scheduleWithFixedDelay(adapters::hearAll, 10, 10, TimeUnit.SECONDS);
      Thread.sleep(settle.toMillis());
      with = idle(time);
      heap = heap();
      workers.shutdownNow();
      workers.awaitTermination(1, TimeUnit.MINUTES);
    }
    threads.shutdownNow();
    // The API server itself lists services now and then, to put its node ports right.
    print(with, idle(time), heap);
  }

  private void make(List<ClusterWorld> worlds, CityNodeAdapters adapters)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (!worlds.get(0).hasRoom()) {
      Thread.sleep(200);
      adapters.hearAll();
    }
    worlds.forEach(w -> w.hears(worlds.get(0)));
    worlds.forEach(w -> pass(w, w.reconciler(FaultPort.NONE, adapters), false));
    awaitReady(worlds.size());
    say("%d networks were Ready after %.0f s", worlds.size(), (System.nanoTime() - begun) / 1e9);
  }

  /** As the scheduler does: each pass says when the next is due. */
  private void pass(ClusterWorld world, Reconciler reconciler, boolean wasReady) {
    try {
      workers.execute(
          () -> {
            Next next = reconcile(world, reconciler);
            passes.incrementAndGet();
            boolean isReady = wasReady || world.network().state() instanceof NetworkState.Ready;
            if (isReady && !wasReady) {
              ready.incrementAndGet();
            }
            if (next instanceof Next.Again again) {
              workers.schedule(
                  () -> pass(world, reconciler, isReady),
                  again.in().toMillis(),
                  TimeUnit.MILLISECONDS);
            }
          });
    } catch (RejectedExecutionException e) {
      // It is over.
    }
  }

  private static Next reconcile(ClusterWorld world, Reconciler reconciler) {
    try {
      return reconciler.reconcile(world.network);
    } catch (RuntimeException e) {
      // The executor would keep it to itself.
      throw failed(e);
    }
  }

  private static Error failed(RuntimeException e) {
    e.printStackTrace();
    System.exit(1);
    return new AssertionError(e);
  }

  private void awaitReady(int networks) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (ready.get() < networks) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("only " + ready + " are Ready");
      }
      Thread.sleep(1_000);
    }
  }

  /** What a stretch of time cost. */
  private record Stretch(double seconds, double cpu, long passes, Map<String, Long> requests) {
    /** Of a core. */
    double share() {
      return cpu / seconds;
    }

    long lists() {
      return RequestCounters.lists(requests);
    }
  }

  private Stretch idle(Duration time) throws InterruptedException {
    Map<String, Long> before = requests.now();
    long passesBefore = passes.get();
    long cpuBefore = PROCESS.getProcessCpuTime();
    long begun = System.nanoTime();
    Thread.sleep(time.toMillis());
    double seconds = (System.nanoTime() - begun) / 1e9;
    double cpu = (PROCESS.getProcessCpuTime() - cpuBefore) / 1e9;
    long done = passes.get() - passesBefore;
    return new Stretch(seconds, cpu, done, RequestCounters.since(before, requests.now()));
  }

  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void print(Stretch with, Stretch without, double heap) {
    say("requests to the API server by anyone in %.0f s, and without Ridgeway:", with.seconds());
    Set<String> all = new TreeSet<>(with.requests().keySet());
    all.addAll(without.requests().keySet());
    all.forEach(
        what ->
            say(
                "  %6d %6d %s",
                with.requests().getOrDefault(what, 0L),
                without.requests().getOrDefault(what, 0L),
                what));
    say(
        "%.1f passes a second, %.2f ms of CPU each, all else included",
        with.passes() / with.seconds(), 1e3 * with.cpu() / with.passes());
    long lists = Math.max(0, with.lists() - without.lists());
    boolean holds = with.share() <= MOST_CPU && heap <= MOST_HEAP && lists == 0;
    say(
        "idle: %.1f %% of a core, %.0f MB of heap and %d lists, goal at most 5 %%, 1500 MB and"
            + " none, %s",
        100 * with.share(), heap / 1e6, lists, holds ? "holds" : "short");
  }

  private static void say(String form, Object... values) {
    System.out.println(String.format(Locale.ROOT, form, values));
  }
}
