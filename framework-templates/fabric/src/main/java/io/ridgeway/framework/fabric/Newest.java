package io.ridgeway.framework.fabric;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.admin.OrdererBlocks;
import io.ridgeway.model.network.NodeName;
import java.util.Comparator;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;

/**
 * A channel's newest configuration block, as its nodes have it. To ask for it takes a signature.
 *
 * @param heard what the nodes say that answer
 */
record Newest(Reach reach, Born born, Heard heard) {

  /**
   * From the peer that has most of it; from the next one where that refuses, as one does that began
   * with a snapshot after that block. Who leaves isn't asked: the channel may have let it go, and
   * it wouldn't know what came after.
   *
   * @throws LedgerException.Unreachable if no peer has it
   * @throws LedgerException.Refused if all that have something of it refuse
   */
  Block ofPeers() {
    List<NodeName> peers =
        heard.peers().stream()
            .filter(node -> reach.lineup().find(node).map(PlannedNode::stays).orElse(true))
            .toList();
    LedgerException why = new LedgerException.Unreachable("no peer has it");
    for (NodeName peer : peers) {
      try {
        return reach.peer(peer, reason()).config(born.channel());
      } catch (LedgerException.Refused e) {
        why = e;
      }
    }
    throw why;
  }

  /** Or from an orderer, if every peer began with a snapshot after the block. */
  Block ofPeersOrOrderers(Staying staying) {
    try {
      return ofPeers();
    } catch (LedgerException.Refused e) {
      return ofOrderers(staying);
    }
  }

  /**
   * From the orderer that stays and has most of it: peers get nothing in the {@link Window}.
   *
   * @throws LedgerException.Unreachable if none answers
   */
  Block ofOrderers(Staying staying) {
    NodeName orderer =
        staying.orderers().stream()
            .map(PlannedNode::name)
            .filter(heard.seen()::containsKey)
            .max(Comparator.comparing(heard::blocks))
            .orElseThrow(() -> new LedgerException.Unreachable("no orderer answers"));
    return new OrdererBlocks(
            reach.connect(orderer, Roles.CLUSTER),
            reach.administrator(Topology.ORDERING, reason()),
            reach.nonces(),
            reach.clock())
        .config(born.channel());
  }

  private String reason() {
    return "the configuration of channel " + born.channel() + " is read";
  }
}
