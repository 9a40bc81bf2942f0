package io.ridgeway.framework.fabric;

import io.ridgeway.framework.fabric.admin.ChannelMetrics;
import io.ridgeway.framework.fabric.channel.BftOptions;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.model.network.NodeName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The way of a channel from Raft to BFT, which is a window in which it stands still: it goes into
 * maintenance, is told to agree by BFT, its orderers are started again, and it goes on; peers are
 * started again after it. Pure.
 *
 * <p>It begins only while all orderers run and have every block: one that hasn't read the change
 * when the others leave Raft would find nobody to read it from. If one goes down before that, the
 * channel goes on by Raft instead, and the window is opened again later. After it, all are waited
 * for.
 *
 * @param now the newest configuration, as the orderers have it
 * @param block the number of its block
 * @param orderers those that are to vote, by their names
 * @param peers those that stay
 * @param seen what the nodes say that answer
 * @param settled what nodes are started with already, as {@link Born} says
 */
record Window(
    ConfigEdit now,
    long block,
    Map<NodeName, Consenter> orderers,
    Set<NodeName> peers,
    Map<NodeName, ChannelMetrics> seen,
    Set<String> settled) {

  Next next() {
    if (!now.isBft()) {
      return raft();
    }
    if (!settled.contains(Born.BFT_ORDERS)) {
      return lacking(orderers.keySet())
          .<Next>map(node -> new Next.Waits(node + " must read that orderers agree by BFT"))
          .orElseGet(
              () ->
                  new Next.Settle("orderers are started again, to agree by BFT", Born.BFT_ORDERS));
    }
    if (now.isMaintained()) {
      return away()
          .<Next>map(node -> new Next.Waits(node + " is started again, to agree by BFT"))
          .orElseGet(
              () -> new Next.Change("the channel goes on, by BFT", edit -> edit.maintained(false)));
    }
    if (!settled.contains(Born.BFT_DELIVERS)) {
      return lacking(peers.stream().filter(seen::containsKey).toList())
          .<Next>map(node -> new Next.Waits(node + " must read that orderers agree by BFT"))
          .orElseGet(
              () ->
                  new Next.Settle(
                      "peers are started again, to take blocks by BFT", Born.BFT_DELIVERS));
    }
    return new Next.Done();
  }

  private Next raft() {
    Optional<NodeName> missing = away().or(() -> lacking(orderers.keySet()));
    if (!now.isMaintained()) {
      return missing
          .<Next>map(
              node -> new Next.Waits("the change to BFT begins once " + node + " runs as well"))
          .orElseGet(
              () ->
                  new Next.Change(
                      "the channel stands still, for its orderers to agree by BFT",
                      edit -> edit.maintained(true)));
    }
    return missing
        .<Next>map(
            node ->
                new Next.Change(
                    "the channel goes on by Raft, as " + node + " is away",
                    edit -> edit.maintained(false)))
        .orElseGet(
            () ->
                new Next.Change(
                    "orderers are to agree by BFT",
                    edit -> edit.bft(List.copyOf(orderers.values()), BftOptions.USUAL)));
  }

  /** One that doesn't run, or doesn't vote. */
  private Optional<NodeName> away() {
    return orderers.keySet().stream()
        .filter(
            node -> {
              ChannelMetrics said = seen.get(node);
              return said == null || !said.votes();
            })
        .sorted()
        .findFirst();
  }

  /** One that doesn't have the newest configuration. */
  private Optional<NodeName> lacking(Collection<NodeName> nodes) {
    return nodes.stream()
        .filter(
            node -> {
              ChannelMetrics said = seen.get(node);
              return said == null || said.blocks().orElse(0) <= block;
            })
        .sorted()
        .findFirst();
  }
}
