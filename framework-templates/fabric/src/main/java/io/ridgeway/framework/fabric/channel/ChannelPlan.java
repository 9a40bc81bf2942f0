package io.ridgeway.framework.fabric.channel;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a channel is to be when it is born.
 *
 * @param channel its name
 * @param level what its nodes must be able to do
 * @param ordering how its orderers agree
 * @param batch when a block is closed
 * @param orderers the organisations that run its orderers
 * @param members the organisations that take part or watch; at least one takes part
 * @param acls who may use which of the nodes' own functions, by name, where it isn't as Fabric has
 *     it: {@code qscc/GetChainInfo} to {@code /Channel/Application/Readers}
 */
public record ChannelPlan(
    String channel,
    Level level,
    Ordering ordering,
    Batch batch,
    List<OrderingOrganisation> orderers,
    List<Member> members,
    Map<String, String> acls) {
  public ChannelPlan {
    Names.channel(channel);
    orderers = List.copyOf(orderers);
    members = List.copyOf(members);
    acls = Collections.unmodifiableMap(new TreeMap<>(acls));
    if (ordering instanceof Ordering.Bft && level != Level.V3) {
      throw new IllegalArgumentException("BFT needs Fabric 3");
    }
    unique(orderers.stream().map(OrderingOrganisation::name).toList());
    unique(members.stream().map(Member::name).toList());
    if (members.stream().noneMatch(m -> m.kind() == Member.Kind.FULL)) {
      throw new IllegalArgumentException("a channel has a member that isn't an observer");
    }
    Set<String> ordererMsps = new HashSet<>(orderers.stream().map(o -> o.msp().id()).toList());
    for (Consenter consenter : ordering.consenters()) {
      if (!ordererMsps.contains(consenter.mspId())) {
        throw new IllegalArgumentException(
            "no organisation has the MSP " + consenter.mspId() + " of a consenter");
      }
    }
  }

  private static void unique(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException("two organisations are named " + name);
      }
    }
  }
}
