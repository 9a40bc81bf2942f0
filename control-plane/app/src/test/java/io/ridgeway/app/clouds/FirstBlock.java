package io.ridgeway.app.clouds;

import io.ridgeway.app.Firm;
import io.ridgeway.app.clouds.Span.Took;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Measures how long it takes from an order to the network's first block, on one cluster that has
 * the images; run by {@code benchmarks/first-block/run}. Three networks after each other; the one
 * in the middle counts.
 */
final class FirstBlock {
  private static final Duration GOAL = Duration.ofSeconds(60);
  private static final int NETWORKS = 3;
  private static final String CLOUD = "east";

  private FirstBlock() {}

  public static void main(String[] arguments) {
    int status = 1;
    try {
      measure();
      status = 0;
    } catch (RuntimeException | AssertionError e) {
      e.printStackTrace();
    }
    // The servers and the cluster end with this process, whatever threads it has.
    System.exit(status);
  }

  private static void measure() {
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    Clouds clouds = Clouds.up(ridgeway, CLOUD);
    clouds.register();
    Firm firm = Firm.verified(ridgeway, "shipper");
    List<Took> all = new ArrayList<>();
    for (int i = 0; i < NETWORKS; i++) {
      Span network = Span.over(firm, CLOUD);
      all.add(network.took());
      network.delete();
    }
    all.sort(Comparator.comparing(Took::firstBlock));
    Took median = all.get(NETWORKS / 2);
    System.out.printf(
        Locale.ROOT,
        "of that, until all objects were written: %.1f s%n",
        Took.seconds(median.applied()));
    System.out.printf(
        Locale.ROOT,
        "first-block: %.1f s, goal at most %d s, %s%n",
        Took.seconds(median.firstBlock()),
        GOAL.toSeconds(),
        median.firstBlock().compareTo(GOAL) <= 0 ? "holds" : "short");
  }
}
