package io.ridgeway.framework.fabric.channel;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How a channel's orderers agree, and which they are. */
public sealed interface Ordering {

  /** The orderers that vote, in the order of the configuration. */
  List<Consenter> consenters();

  /**
   * Raft: bears crashes of fewer than half of them, and trusts them all to be honest.
   *
   * @param options its clockwork
   */
  record Raft(List<Consenter> consenters, RaftOptions options) implements Ordering {
    public Raft(List<Consenter> consenters) {
      this(consenters, RaftOptions.USUAL);
    }

    public Raft {
      consenters = checked(consenters);
    }
  }

  /**
   * BFT (SmartBFT): bears f faulty or dishonest ones of 3f + 1. Fabric 3 and later.
   *
   * @param options its clockwork
   */
  record Bft(List<Consenter> consenters, BftOptions options) implements Ordering {
    public Bft(List<Consenter> consenters) {
      this(consenters, BftOptions.USUAL);
    }

    public Bft {
      consenters = checked(consenters);
    }
  }

  private static List<Consenter> checked(List<Consenter> consenters) {
    if (consenters.isEmpty()) {
      throw new IllegalArgumentException("a channel has an orderer");
    }
    Set<Object> seen = new HashSet<>();
    for (Consenter consenter : consenters) {
      if (!seen.add(consenter.id()) || !seen.add(consenter.address())) {
        throw new IllegalArgumentException(
            "two consenters have the number or the address of " + consenter.address());
      }
    }
    return List.copyOf(consenters);
  }
}
