package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the nodes of one chain said, and what follows from it. Pure.
 *
 * @param hashes of each answering voter's block at the lowest height of them all
 */
record Findings(
    LedgerEndpoints nodes, Map<NodeName, NodeSight> sights, Map<NodeName, String> hashes) {
  /** So many blocks behind what is known are a node that catches up, not one asked too soon. */
  private static final long BEHIND = 10;

  /** Of 15000, at which a node takes in no more. */
  private static final long NEARLY_FULL = 13_500;

  /** The height that all answering voters have; -1 if none answers. */
  static long lowest(LedgerEndpoints nodes, Map<NodeName, NodeSight> sights) {
    return sights.entrySet().stream()
        .filter(s -> nodes.voters().contains(s.getKey()))
        .mapToLong(s -> s.getValue().height())
        .min()
        .orElse(-1);
  }

  LedgerHealth health(LedgerHealth before, Instant now) {
    Map<NodeName, Long> heights = new TreeMap<>();
    sights.forEach((node, sight) -> heights.put(node, sight.height()));
    boolean same = new HashSet<>(hashes.values()).size() <= 1;
    long height = same ? lowest(nodes, sights) : -1;
    boolean agreed =
        !nodes.voters().isEmpty()
            && hashes.keySet().containsAll(nodes.voters())
            && same
            && voters(Findings::takesPart).size() == nodes.voters().size();
    boolean progressed = before.height() >= 0 && height > before.height();
    return new LedgerHealth(
            height, heights, agreed, progressed ? now : before.progressedAt(), message(same))
        .without(Set.copyOf(voters(sight -> !takesPart(sight) || lags(sight))));
  }

  private List<NodeName> voters(Predicate<NodeSight> which) {
    return sights.entrySet().stream()
        .filter(s -> nodes.voters().contains(s.getKey()) && which.test(s.getValue()))
        .map(Entry::getKey)
        .sorted()
        .toList();
  }

  /** A chain makes no block while nobody uses it, so this is what tells that it would. */
  static boolean takesPart(NodeSight sight) {
    return isSealer(sight) && sight.settled() && hasCompany(sight);
  }

  private static boolean lags(NodeSight sight) {
    return sight.height() < sight.known() - BEHIND;
  }

  private static boolean isSealer(NodeSight sight) {
    return sight.sealers().contains(sight.id());
  }

  private static boolean hasCompany(NodeSight sight) {
    Set<String> company = new HashSet<>(sight.peers());
    company.add(sight.id());
    company.retainAll(sight.sealers());
    return company.size() >= sight.quorum();
  }

  private String message(boolean same) {
    List<String> findings = new ArrayList<>();
    List<NodeName> all = new ArrayList<>(nodes.nodes().keySet());
    nodes.voters().stream().filter(v -> !all.contains(v)).forEach(all::add);
    add(findings, all.stream().filter(n -> !sights.containsKey(n)).toList(), "not answer");
    if (!same) {
      findings.add("the sealers have different blocks of one number");
    }
    add(findings, voters(s -> !isSealer(s)), "not seal by the ledger");
    add(findings, voters(s -> isSealer(s) && !hasCompany(s)), "not hear a quorum of sealers");
    add(findings, voters(s -> isSealer(s) && hasCompany(s) && !s.settled()), "not have a leader");
    add(findings, every(Findings::lags), "not keep up");
    add(findings, every(s -> !s.hasAll()), "not have the transactions of old blocks");
    add(findings, every(s -> s.pending() >= NEARLY_FULL), "have a full pool of transactions");
    return String.join("; ", findings);
  }

  private List<NodeName> every(Predicate<NodeSight> which) {
    return sights.entrySet().stream()
        .filter(s -> which.test(s.getValue()))
        .map(Entry::getKey)
        .sorted()
        .toList();
  }

  private static void add(List<String> findings, Collection<NodeName> nodes, String what) {
    if (!nodes.isEmpty()) {
      findings.add(
          nodes.stream().sorted().map(NodeName::value).collect(Collectors.joining(", "))
              + (nodes.size() == 1 ? " does " : " do ")
              + what);
    }
  }
}
