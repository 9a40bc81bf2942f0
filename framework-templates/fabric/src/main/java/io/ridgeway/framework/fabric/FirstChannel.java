package io.ridgeway.framework.fabric;

import io.ridgeway.framework.fabric.channel.Batch;
import io.ridgeway.framework.fabric.channel.ChannelPlan;
import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.framework.fabric.channel.Member;
import io.ridgeway.framework.fabric.channel.Ordering;
import io.ridgeway.framework.fabric.channel.OrderingOrganisation;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The channel that a network begins with: all its organisations, all its orderers. */
public final class FirstChannel {
  private FirstChannel() {}

  /** Its plan, under the given name. */
  public static ChannelPlan plan(FabricNetwork network, String channel, Batch batch) {
    return plan(network, channel, batch, List.of());
  }

  /** The plan of a channel on the same nodes, with members that have none there. */
  static ChannelPlan plan(
      FabricNetwork network, String channel, Batch batch, List<Member> clients) {
    Topology topology = network.topology();
    List<Consenter> consenters = new ArrayList<>();
    for (NodeName node : topology.ordererNodes()) {
      NodeIdentity identity = network.identity(node);
      consenters.add(
          new Consenter(
              consenters.size() + 1,
              network.reached(node, Roles.CLUSTER),
              network.msp(Topology.ORDERING).id(),
              identity.enrolment(),
              identity.tls(),
              identity.tls()));
    }
    return new ChannelPlan(
        channel,
        topology.release().level(),
        topology.bft() ? new Ordering.Bft(consenters) : new Ordering.Raft(consenters),
        batch,
        List.of(
            new OrderingOrganisation(
                Topology.ORDERING,
                network.msp(Topology.ORDERING),
                consenters.stream().map(Consenter::address).toList())),
        Stream.concat(
                topology.organisations().stream().map(o -> member(network, o)), clients.stream())
            .toList(),
        Map.of());
  }

  private static Member member(FabricNetwork network, Topology.Organisation organisation) {
    return new Member(
        organisation.name(),
        network.msp(organisation.name()),
        organisation.nodes().stream().map(node -> network.reached(node, Roles.GOSSIP)).toList(),
        organisation.observes() ? Member.Kind.OBSERVER : Member.Kind.FULL);
  }
}
