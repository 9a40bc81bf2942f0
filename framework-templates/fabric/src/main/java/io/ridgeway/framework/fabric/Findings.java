package io.ridgeway.framework.fabric;

import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.fabric.admin.ChannelMetrics;
import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the nodes of one network said of its channel, and what follows from it. Pure.
 *
 * <p>Heights are the numbers of blocks, so a channel that has just its first is at 0.
 */
record Findings(LedgerEndpoints nodes, String channel, Map<NodeName, ChannelMetrics> answers) {

  /** So many blocks behind the first are a node that catches up, not one asked a moment sooner. */
  static final long BEHIND = 10;

  LedgerHealth health(LedgerHealth before, Instant now) {
    List<NodeName> voters = nodes.voters();
    Map<NodeName, Long> heights = heights();
    Map<NodeName, Long> voting = new TreeMap<>(heights);
    voting.keySet().retainAll(voters);
    boolean allJoined = !voters.isEmpty() && voting.keySet().containsAll(voters);
    // Raft and BFT let no two voters have different blocks of one number, so they differ only in
    // how far they are; and they are asked one after the other.
    long lowest = voting.values().stream().mapToLong(Long::longValue).min().orElse(-1);
    long highest = voting.values().stream().mapToLong(Long::longValue).max().orElse(-1);
    boolean agreed = allJoined && led() && highest - lowest <= BEHIND;
    // The lowest also grows while a straggler catches up with others that have halted.
    long highestBefore = before.heights().values().stream().mapToLong(h -> h).max().orElse(-1);
    boolean progressed =
        before.height() >= 0 && lowest > before.height() && highest > highestBefore;
    return new LedgerHealth(
            lowest,
            heights,
            agreed,
            progressed ? now : before.progressedAt(),
            message(heights),
            led())
        .failing(failures());
  }

  /** Of peers alone: orderers endorse nothing. */
  private Map<NodeName, Long> failures() {
    Map<NodeName, Long> failures = new TreeMap<>();
    answers.forEach(
        (node, said) -> {
          if (said.joined() && !Topology.owner(node).equals(Topology.ORDERING)) {
            failures.put(node, said.failures());
          }
        });
    return failures;
  }

  private Map<NodeName, Long> heights() {
    Map<NodeName, Long> heights = new TreeMap<>();
    answers.forEach(
        (node, said) -> {
          if (said.joined()) {
            heights.put(node, said.blocks().getAsLong() - 1);
          }
        });
    return heights;
  }

  private boolean led() {
    return answers.entrySet().stream()
        .anyMatch(a -> nodes.voters().contains(a.getKey()) && a.getValue().leader());
  }

  private String message(Map<NodeName, Long> heights) {
    List<String> findings = new ArrayList<>();
    List<NodeName> all = new ArrayList<>(nodes.nodes().keySet());
    nodes.voters().stream().filter(v -> !all.contains(v)).forEach(all::add);
    add(
        findings,
        all.stream().filter(n -> !answers.containsKey(n)).toList(),
        "does",
        "do",
        "not answer");
    List<NodeName> without =
        answers.keySet().stream().filter(n -> !heights.containsKey(n)).sorted().toList();
    add(findings, without, "does", "do", "not hold channel " + channel + " yet");
    long most = heights.values().stream().mapToLong(Long::longValue).max().orElse(-1);
    List<NodeName> behind =
        heights.entrySet().stream()
            .filter(h -> h.getValue() < most - BEHIND)
            .map(Map.Entry::getKey)
            .toList();
    add(findings, behind, "is", "are", "behind");
    boolean someVoterJoined = nodes.voters().stream().anyMatch(heights::containsKey);
    if (someVoterJoined && !led()) {
      findings.add("the orderers have no leader");
    }
    return String.join("; ", findings);
  }

  private static void add(
      List<String> findings, Collection<NodeName> nodes, String one, String many, String what) {
    if (!nodes.isEmpty()) {
      findings.add(names(nodes) + " " + (nodes.size() == 1 ? one : many) + " " + what);
    }
  }

  private static String names(Collection<NodeName> nodes) {
    return nodes.stream().sorted().map(NodeName::value).collect(Collectors.joining(", "));
  }
}
