package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the nodes of one network answered, and what follows from it. Pure.
 *
 * @param heights each answering node's height
 * @param hashes each answering voter's block at the voters' lowest height
 */
record Findings(LedgerEndpoints nodes, Map<NodeName, Long> heights, Map<NodeName, String> hashes) {

  /** So many blocks behind the first are a node that catches up, not one asked a moment sooner. */
  static final long BEHIND = 10;

  LedgerHealth health(LedgerHealth before, Instant now) {
    List<NodeName> voters = nodes.voters();
    boolean allAnswer = !voters.isEmpty() && hashes.keySet().containsAll(voters);
    boolean oneChain = hashes.values().stream().distinct().count() == 1;
    boolean agreed = allAnswer && oneChain;
    long height = oneChain ? lowest(hashes.keySet()) : -1;
    // The lowest height also grows while a straggler catches up on a chain that has halted: that
    // is no progress, so the highest must have grown as well.
    boolean progressed =
        before.height() >= 0
            && height > before.height()
            && highest(heights) > highest(before.heights());
    Instant progressedAt = progressed ? now : before.progressedAt();
    return new LedgerHealth(
        height, heights, agreed, progressedAt, message(agreed, oneChain, progressedAt, now));
  }

  private String message(boolean agreed, boolean oneChain, Instant progressedAt, Instant now) {
    List<String> findings = new ArrayList<>();
    List<NodeName> silent = new ArrayList<>(nodes.nodes().keySet());
    nodes.voters().stream().filter(v -> !silent.contains(v)).forEach(silent::add);
    silent.removeIf(
        n -> nodes.voters().contains(n) ? hashes.containsKey(n) : heights.containsKey(n));
    if (!silent.isEmpty()) {
      findings.add(names(silent) + (silent.size() == 1 ? " does not answer" : " do not answer"));
    }
    if (!oneChain && !hashes.isEmpty()) {
      findings.add(names(minority()) + " and the others have different blocks at the same height");
    }
    List<NodeName> behind =
        heights.entrySet().stream()
            .filter(h -> h.getValue() < highest(heights) - BEHIND)
            .map(Map.Entry::getKey)
            .toList();
    if (!behind.isEmpty()) {
      findings.add(names(behind) + (behind.size() == 1 ? " is behind" : " are behind"));
    }
    if (agreed && progressedAt.equals(Instant.EPOCH)) {
      findings.add("no new block seen yet");
    } else if (agreed && progressedAt.plus(stallAfter()).isBefore(now)) {
      findings.add("no new block for a while");
    }
    return String.join("; ", findings);
  }

  /** The voters whose block is not the most common one; of equals, those with the later names. */
  private List<NodeName> minority() {
    Map<String, List<NodeName>> byHash =
        new TreeMap<>(hashes)
            .entrySet().stream()
                .collect(
                    Collectors.groupingBy(
                        Map.Entry::getValue,
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    List<NodeName> majority =
        byHash.values().stream()
            .min(
                Comparator.<List<NodeName>>comparingInt(group -> -group.size())
                    .thenComparing(group -> group.get(0)))
            .orElseThrow();
    return hashes.keySet().stream().filter(n -> !majority.contains(n)).sorted().toList();
  }

  /** Ten blocks' time; and never less than a round that fails and the next. */
  private Duration stallAfter() {
    Chain chain = Chain.of(nodes.birth());
    return Duration.ofSeconds(
        Math.max(10 * chain.blockPeriodSeconds(), 3 * chain.requestTimeoutSeconds()));
  }

  private long lowest(Collection<NodeName> of) {
    return of.stream().mapToLong(n -> heights.getOrDefault(n, -1L)).min().orElse(-1);
  }

  private static long highest(Map<NodeName, Long> heights) {
    return heights.values().stream().mapToLong(Long::longValue).max().orElse(-1);
  }

  private static String names(Collection<NodeName> nodes) {
    return nodes.stream().sorted().map(NodeName::value).collect(Collectors.joining(", "));
  }
}
