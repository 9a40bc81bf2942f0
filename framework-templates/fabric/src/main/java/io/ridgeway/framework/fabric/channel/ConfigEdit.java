package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hyperledger.fabric.protos.common.Capabilities;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.orderer.ConsensusType;

/**
 * A change of a channel's configuration: start from what the channel has now, say what shall be
 * different, and take the {@link #update}.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>What isn't named stays as it is, also where an older or another program wrote it.
 *   <li>The update names the versions that it was made from: if the channel has changed since, the
 *       orderers refuse it, and it is made anew from the newer configuration.
 *   <li>Members and observers are kept apart: policies that count members follow each change.
 * </ul>
 *
 * <p>Not thread-safe.
 */
public final class ConfigEdit {
  private final String channel;
  private final ConfigGroup before;
  private final ConfigGroup.Builder after;

  /**
   * Begins a change.
   *
   * @param now the channel's present configuration
   */
  public ConfigEdit(String channel, Config now) {
    Names.channel(channel);
    this.channel = channel;
    this.before = now.getChannelGroup();
    this.after = before.toBuilder();
  }

  /** Takes an organisation in, as a member or an observer. */
  public ConfigEdit add(Member member) {
    return application(
        group -> {
          if (group.containsGroups(member.name())) {
            throw new Refusal(
                ProblemType.CONFLICT,
                member.name() + " already belongs to channel " + channel + ".");
          }
          group.putGroups(member.name(), ChannelGroup.organisation(member));
          Organisations.followMembers(group);
        });
  }

  /** Lets an organisation go: from the next block on its signatures count for nothing. */
  public ConfigEdit remove(String member) {
    return application(
        group -> {
          present(group, member);
          group.removeGroups(member);
          if (!Organisations.kinds(group.build()).containsValue(Member.Kind.FULL)) {
            throw new Refusal(
                ProblemType.INVALID,
                member + " is the last member of channel " + channel + ": delete the channel.");
          }
          Organisations.followMembers(group);
        });
  }

  /** Sets by which of its peers others find an organisation's. */
  public ConfigEdit anchors(String member, List<HostPort> anchors) {
    return application(
        group -> {
          present(group, member);
          Groups.within(group, member, own -> ChannelGroup.anchors(own, anchors));
        });
  }

  /** Renews what is known of an organisation: authorities, revocations. Its MSP id stays. */
  public ConfigEdit msp(String member, Msp msp) {
    return application(
        group -> {
          present(group, member);
          Groups.within(group, member, own -> Organisations.renew(own, member, msp));
        });
  }

  /** As {@link #msp}, of an organisation that runs orderers. */
  public ConfigEdit ordererMsp(String organisation, Msp msp) {
    return orderer(
        group -> {
          present(group, organisation);
          Groups.within(group, organisation, own -> Organisations.renew(own, organisation, msp));
        });
  }

  /** Sets where an organisation's orderers are reached. */
  public ConfigEdit endpoints(String organisation, List<HostPort> endpoints) {
    return orderer(
        group -> {
          present(group, organisation);
          Groups.within(
              group,
              organisation,
              own ->
                  ChannelGroup.endpoints(own, endpoints.stream().map(HostPort::toString).toList()));
        });
  }

  /** Takes an organisation in that will run orderers. */
  public ConfigEdit add(OrderingOrganisation organisation) {
    return orderer(
        group -> {
          if (group.containsGroups(organisation.name())) {
            throw new Refusal(
                ProblemType.CONFLICT,
                organisation.name() + " already orders channel " + channel + ".");
          }
          group.putGroups(organisation.name(), ChannelGroup.organisation(organisation));
        });
  }

  /** Says that one more of an organisation's orderers is reached there. */
  public ConfigEdit alsoAt(String organisation, HostPort endpoint) {
    return endpoints(
        organisation,
        all -> {
          if (!all.contains(endpoint.toString())) {
            all.add(endpoint.toString());
          }
        });
  }

  /** Says that none of an organisation's orderers is reached there any more. */
  public ConfigEdit noLongerAt(String organisation, HostPort endpoint) {
    return endpoints(organisation, all -> all.remove(endpoint.toString()));
  }

  private ConfigEdit endpoints(String organisation, Consumer<List<String>> change) {
    return orderer(
        group -> {
          present(group, organisation);
          Groups.within(
              group,
              organisation,
              own -> {
                List<String> all = new ArrayList<>(ChannelGroup.endpoints(own));
                change.accept(all);
                ChannelGroup.endpoints(own, all);
              });
        });
  }

  /**
   * Who has peers in the channel, by their names: they take part in its transactions or watch them.
   */
  public SortedMap<String, Member.Kind> organisations() {
    SortedMap<String, Member.Kind> all = Organisations.kinds(applications());
    all.values().removeIf(kind -> kind == Member.Kind.CLIENT);
    return all;
  }

  /** Who has clients in the channel and no peers, by their names. */
  public SortedSet<String> clients() {
    SortedMap<String, Member.Kind> all = Organisations.kinds(applications());
    all.values().removeIf(kind -> kind != Member.Kind.CLIENT);
    return new TreeSet<>(all.keySet());
  }

  /** By which of its peers others find an organisation's. */
  public List<HostPort> anchors(String member) {
    return ChannelGroup.anchors(applications().getGroupsOrThrow(member));
  }

  /** The lists (PEM) of what an organisation's authorities have revoked. */
  public List<String> revocations(String member) {
    return Organisations.revocations(applications().getGroupsOrThrow(member));
  }

  /** Whether orderers agree by BFT; by Raft otherwise. */
  public boolean isBft() {
    return ConsenterSet.of(after.getGroupsOrThrow(Groups.ORDERER).toBuilder())
        instanceof ConsenterSet.Bft;
  }

  /** Whether nothing is ordered, while orderers come to agree otherwise. */
  public boolean isMaintained() {
    return consensus().getState() == ConsensusType.State.STATE_MAINTENANCE;
  }

  /**
   * Has the channel stand still, or go on: in maintenance nothing is ordered but changes of the
   * ordering, and peers get no blocks. Nothing else changes along with it.
   */
  public ConfigEdit maintained(boolean maintained) {
    ConsensusType now = consensus();
    return orderer(
        group ->
            Groups.value(
                group,
                ChannelGroup.CONSENSUS_TYPE,
                now.toBuilder()
                    .setState(
                        maintained
                            ? ConsensusType.State.STATE_MAINTENANCE
                            : ConsensusType.State.STATE_NORMAL)
                    .build()));
  }

  /**
   * Has a channel in maintenance that agrees by Raft agree by BFT from the next start of its
   * orderers on.
   *
   * @param consenters those that Raft has, by the same addresses and certificates
   */
  public ConfigEdit bft(List<Consenter> consenters, BftOptions options) {
    ConsensusType now = consensus();
    return orderer(
        group -> {
          ChannelGroup.consenters(group, consenters.stream().map(Consenter::bft).toList());
          Groups.value(
              group,
              ChannelGroup.CONSENSUS_TYPE,
              now.toBuilder()
                  .setType(ChannelGroup.BFT)
                  .setMetadata(options.message(group).toByteString())
                  .build());
        });
  }

  private ConsensusType consensus() {
    try {
      return ConsensusType.parseFrom(
          after
              .getGroupsOrThrow(Groups.ORDERER)
              .getValuesOrThrow(ChannelGroup.CONSENSUS_TYPE)
              .getValue());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not the configuration of orderers", e);
    }
  }

  /** The orderers that vote. Of Raft's only addresses and TLS certificates are known. */
  public List<Consenter> consenters() {
    return ConsenterSet.of(after.getGroupsOrThrow(Groups.ORDERER).toBuilder()).all();
  }

  /** Gives an orderer a vote. Raft takes one such change in an update. */
  public ConfigEdit add(Consenter consenter) {
    return orderer(group -> ConsenterSet.of(group).add(consenter).into(group));
  }

  /** Takes an orderer's vote. Raft takes one such change in an update. */
  public ConfigEdit remove(HostPort consenter) {
    return orderer(group -> ConsenterSet.of(group).remove(consenter).into(group));
  }

  /**
   * Gives an orderer's vote to another, or renews its certificates, in one change, so that the size
   * of the group never differs.
   */
  public ConfigEdit replace(HostPort consenter, Consenter by) {
    return orderer(group -> ConsenterSet.of(group).replace(consenter, by).into(group));
  }

  /** Whether every node must be able to do that much already. */
  public boolean isAt(Level level) {
    try {
      return level
          .channel()
          .getCapabilitiesMap()
          .equals(
              Capabilities.parseFrom(
                      after
                          .getValuesOrDefault(
                              ChannelGroup.CAPABILITIES, ConfigValue.getDefaultInstance())
                          .getValue())
                  .getCapabilitiesMap());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not the configuration of a channel", e);
    }
  }

  /** Raises what every node must be able to do, after the last of them can. */
  public ConfigEdit level(Level level) {
    Groups.value(after, ChannelGroup.CAPABILITIES, level.channel());
    orderer(group -> Groups.value(group, ChannelGroup.CAPABILITIES, level.orderer()));
    return application(
        group -> Groups.value(group, ChannelGroup.CAPABILITIES, level.application()));
  }

  /** Sets when a block is closed. */
  public ConfigEdit batch(Batch batch) {
    return orderer(group -> ChannelGroup.batch(group, batch));
  }

  /** What the configuration will be; versions are the orderers' to raise. */
  public ConfigGroup after() {
    return after.build();
  }

  /**
   * The update that makes it so.
   *
   * @throws Refusal if nothing would change
   */
  public ConfigUpdate update() {
    Delta delta = Delta.between(before, after.build());
    if (!delta.changed()) {
      throw new Refusal(ProblemType.CONFLICT, "Channel " + channel + " is like that already.");
    }
    return ConfigUpdate.newBuilder()
        .setChannelId(channel)
        .setReadSet(delta.read())
        .setWriteSet(delta.write())
        .build();
  }

  private ConfigEdit application(Consumer<ConfigGroup.Builder> change) {
    Groups.within(after, Groups.APPLICATION, change);
    return this;
  }

  private ConfigEdit orderer(Consumer<ConfigGroup.Builder> change) {
    Groups.within(after, Groups.ORDERER, change);
    return this;
  }

  private void present(ConfigGroup.Builder group, String organisation) {
    if (!group.containsGroups(organisation)) {
      throw new Refusal(
          ProblemType.NOT_FOUND, organisation + " doesn't belong to channel " + channel + ".");
    }
  }

  private ConfigGroup applications() {
    return after.getGroupsOrThrow(Groups.APPLICATION);
  }
}
