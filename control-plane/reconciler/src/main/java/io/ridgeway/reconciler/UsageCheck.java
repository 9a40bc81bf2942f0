package io.ridgeway.reconciler;

import io.ridgeway.adapter.Usage;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an adapter says is used at one city node, held against what the engine knows itself: which
 * nodes are there, since when, and what was provided for them.
 *
 * <p>Nothing that an adapter reports is billed: node-hours and storage are counted by what was
 * ordered. What it reports of storage is shown, and warns of a full disk; beyond what was provided,
 * the engine's figure stands.
 *
 * @param stored bytes on the volumes of each node that was reported
 * @param discrepancies what can't be so, sorted; without figures, so that the same stays the same
 */
record UsageCheck(SortedMap<NodeName, Long> stored, SortedSet<String> discrepancies) {
  /** File systems count differently. */
  private static final int STORAGE_PER_CENT = 110;

  /** Requests are not limits everywhere: a node may use that much more for a while. */
  private static final int BURST = 16;

  private static final long CPU_SLACK_MILLIS = 60_000;

  /**
   * Compares.
   *
   * @param provided for the nodes placed there
   * @param running those of them that were observed to run
   * @param life how long the network has been there
   */
  static UsageCheck of(
      Map<NodeName, Resources> provided,
      Set<NodeName> running,
      Iterable<Usage> reported,
      Duration life) {
    UsageCheck check = new UsageCheck(new TreeMap<>(), new TreeSet<>());
    for (Usage usage : reported) {
      Resources its = provided.get(usage.node());
      if (its == null) {
        check.discrepancies.add(usage.node() + " is reported, but is not placed there.");
      } else if (check.stored.containsKey(usage.node())) {
        check.discrepancies.add(usage.node() + " is reported twice.");
      } else {
        check.one(usage, its, life);
      }
    }
    running.stream()
        .filter(node -> !check.stored.containsKey(node))
        .forEach(node -> check.discrepancies.add(node + " runs, but is not reported."));
    return check;
  }

  private void one(Usage usage, Resources its, Duration life) {
    long storage = its.storageGib() << 30;
    if (usage.cpuMillis() < 0 || usage.memoryBytes() < 0 || usage.storageBytes() < 0) {
      discrepancies.add(usage.node() + " is reported to use less than nothing.");
    }
    if (usage.storageBytes() / STORAGE_PER_CENT > storage / 100) {
      discrepancies.add(usage.node() + " is reported to store more than the GiB provided for it.");
    }
    if (usage.memoryBytes() / BURST > its.memoryMib() << 20) {
      discrepancies.add(usage.node() + " is reported to hold many times its memory.");
    }
    if ((usage.cpuMillis() - CPU_SLACK_MILLIS) / BURST > its.cpuMillis() * life.toSeconds()) {
      discrepancies.add(
          usage.node()
              + " is reported to have used many times its CPU for as long as it is there.");
    }
    stored.put(usage.node(), Math.max(0, Math.min(usage.storageBytes(), storage)));
  }
}
