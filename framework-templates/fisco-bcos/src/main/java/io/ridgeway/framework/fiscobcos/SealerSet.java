package io.ridgeway.framework.fiscobcos;

import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.Violation;
import java.util.Optional;
import java.util.Set;

/**
 * The sealers of a chain and which of them run. Each has one vote; of n votes f = (n - 1) / 3,
 * rounded down, may be missing.
 *
 * @param sealers as the ledger counts them
 * @param running those of them that take part now
 */
public record SealerSet(Set<NodeName> sealers, Set<NodeName> running) {
  /** With fewer none may fail. */
  static final int LEAST = 4;

  public SealerSet {
    sealers = Set.copyOf(sealers);
    running = Set.copyOf(running);
    if (!sealers.containsAll(running)) {
      throw new IllegalArgumentException("who runs as a sealer is one");
    }
  }

  /** How many of that many may be away at once. */
  static int faultBudget(int sealers) {
    return Math.max(0, (sealers - 1) / 3);
  }

  /** How many must take part for blocks to be made. */
  public int quorum() {
    return sealers.size() - faultBudget(sealers.size());
  }

  /** Why that sealer can't be removed now, if it can't. */
  public Optional<Violation> removing(NodeName sealer) {
    String field = "nodes." + sealer;
    if (!sealers.contains(sealer)) {
      return Optional.of(new Violation(field, "It is not one of the chain's sealers."));
    }
    int left = sealers.size() - 1;
    if (left < LEAST) {
      return Optional.of(
          new Violation(
              field,
              left
                  + " sealers would be left, and with fewer than "
                  + LEAST
                  + " none of them may fail: add another sealer first."));
    }
    if (running.size() < quorum()) {
      return Optional.of(
          new Violation(
              field,
              "The chain stands still: "
                  + running.size()
                  + " of its sealers run and a removal needs the votes of "
                  + quorum()
                  + ". Bring others back first."));
    }
    long runningAfter = running.stream().filter(n -> !n.equals(sealer)).count();
    int needed = left - faultBudget(left);
    if (runningAfter < needed) {
      return Optional.of(
          new Violation(
              field,
              "The chain would stop: "
                  + runningAfter
                  + " running sealers would be left and "
                  + needed
                  + " of "
                  + left
                  + " are needed. Bring others back first."));
    }
    return Optional.empty();
  }
}
