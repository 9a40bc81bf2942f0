package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings the validators of a QBFT network to those that are wanted, by votes of the validators
 * themselves: each is told of a candidate, and votes in the blocks that it proposes, until more
 * than half have. One change at a time; who comes before who goes, so that the network is never
 * weaker than it was.
 */
final class Membership {
  private final Round round;

  /** Address, as nodes write it, to the node whose key has it. */
  private final Map<String, NodeName> nodes = new TreeMap<>();

  Membership(Round round, Identities identities) {
    this.round = round;
    identities
        .keys()
        .forEach(
            (name, key) ->
                nodes.put(
                    AccountAddress.ofPublicKey(key.publicKey()).prefixed(), new NodeName(name)));
  }

  /** How a client is asked and told. */
  private enum Way {
    GOQUORUM(
        "istanbul_getValidators", "istanbul_propose", "istanbul_candidates", "istanbul_discard"),
    BESU(
        "qbft_getValidatorsByBlockNumber",
        "qbft_proposeValidatorVote",
        "qbft_getPendingVotes",
        "qbft_discardValidatorVote");

    private final String validators;
    private final String propose;
    private final String pending;
    private final String discard;

    Way(String validators, String propose, String pending, String discard) {
      this.validators = validators;
      this.propose = propose;
      this.pending = pending;
      this.discard = discard;
    }
  }

  /** Who votes now. */
  private record Council(Way way, Set<String> validators) {}

  /**
   * Does the next thing that is to be done.
   *
   * @return what is waited for, for people; empty if those vote that should
   * @throws LedgerException.Unreachable if no node says who votes
   */
  Optional<String> converge() {
    Map<NodeName, Long> heights = round.heights(round.ledger().nodes().keySet());
    Council council = council(heights);
    Optional<String> coming =
        nodes.keySet().stream()
            .filter(address -> round.ledger().voters().contains(nodes.get(address)))
            .filter(address -> !council.validators.contains(address))
            .findFirst();
    if (coming.isPresent()) {
      return Optional.of(takeIn(coming.get(), council, heights));
    }
    Optional<String> going =
        council.validators.stream()
            .filter(address -> !round.ledger().voters().contains(nodes.get(address)))
            .findFirst();
    if (going.isPresent()) {
      vote(council, going.get(), false);
      return Optional.of("the validators vote to let " + name(going.get()) + " go");
    }
    discardOldVotes(council);
    return Optional.empty();
  }

  private String takeIn(String address, Council council, Map<NodeName, Long> heights) {
    String name = name(address);
    long highest = heights.values().stream().mapToLong(Long::longValue).max().orElse(0);
    long its = heights.getOrDefault(nodes.get(address), -1L);
    if (its < 0) {
      return name + " does not answer yet";
    }
    if (its < highest - Findings.BEHIND) {
      return name + " fetches the ledger, block " + its + " of " + highest;
    }
    vote(council, address, true);
    return "the validators vote to take in " + name;
  }

  /** Told again, a node goes on as before; one that was started anew has forgotten. */
  private void vote(Council council, String candidate, boolean in) {
    round.ask(voting(council), JsonNode::toString, council.way.propose, candidate, in);
  }

  private void discardOldVotes(Council council) {
    round
        .ask(voting(council), answer -> answer, council.way.pending)
        .forEach(
            (node, votes) ->
                votes
                    .fieldNames()
                    .forEachRemaining(
                        candidate ->
                            round.ask(
                                List.of(node),
                                JsonNode::toString,
                                council.way.discard,
                                candidate)));
  }

  private List<NodeName> voting(Council council) {
    return council.validators.stream().map(nodes::get).filter(Objects::nonNull).toList();
  }

  private String name(String address) {
    return Optional.ofNullable(nodes.get(address)).map(NodeName::value).orElse(address);
  }

  /** As the highest node that says so has it. */
  private Council council(Map<NodeName, Long> heights) {
    List<NodeName> highestFirst = new ArrayList<>(heights.keySet());
    highestFirst.sort(
        Comparator.comparing((NodeName node) -> heights.getOrDefault(node, -1L)).reversed());
    for (NodeName node : highestFirst) {
      for (Way way : Way.values()) {
        Set<String> validators =
            round
                .ask(List.of(node), Membership::addresses, way.validators, "latest")
                .getOrDefault(node, Set.of());
        if (!validators.isEmpty()) {
          return new Council(way, validators);
        }
      }
    }
    throw new LedgerException.Unreachable("no node says who its validators are");
  }

  private static Set<String> addresses(JsonNode answer) {
    Set<String> all = new TreeSet<>();
    answer.forEach(address -> all.add(address.asText().toLowerCase(Locale.ROOT)));
    return all;
  }
}
