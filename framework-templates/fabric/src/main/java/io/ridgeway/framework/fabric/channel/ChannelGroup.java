package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.ridgeway.model.place.HostPort;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.BlockDataHashingStructure;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigGroupOrBuilder;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.HashingAlgorithm;
import org.hyperledger.fabric.protos.common.OrdererAddresses;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.orderer.BatchTimeout;
import org.hyperledger.fabric.protos.orderer.ChannelRestrictions;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.hyperledger.fabric.protos.orderer.etcdraft.ConfigMetadata;
import org.hyperledger.fabric.protos.peer.ACLs;
import org.hyperledger.fabric.protos.peer.APIResource;
import org.hyperledger.fabric.protos.peer.AnchorPeer;
import org.hyperledger.fabric.protos.peer.AnchorPeers;

/** A plan as the tree that Fabric keeps. */
final class ChannelGroup {
  static final String CAPABILITIES = "Capabilities";
  static final String MSP = "MSP";
  static final String ANCHORS = "AnchorPeers";
  static final String ENDPOINTS = "Endpoints";
  static final String CONSENSUS_TYPE = "ConsensusType";
  static final String CONSENTERS = "Orderers";
  static final String ACLS = "ACLs";
  static final String BATCH_SIZE = "BatchSize";
  static final String BATCH_TIMEOUT = "BatchTimeout";
  static final String RAFT = "etcdraft";
  static final String BFT = "BFT";

  /**
   * Lets whoever may read ask a peer to run a contract. Without it an observer could ask none; it
   * still can't have the outcome ordered.
   */
  static final Map<String, String> WATCHED = Map.of("peer/Propose", "/Channel/Application/Readers");

  private ChannelGroup() {}

  static ConfigGroup of(ChannelPlan plan) {
    ConfigGroup.Builder channel = Groups.group();
    Groups.policies(channel, Policies.common());
    Groups.value(
        channel, "HashingAlgorithm", HashingAlgorithm.newBuilder().setName("SHA256").build());
    // As wide as can be: one hash over all of a block's transactions.
    Groups.value(
        channel,
        "BlockDataHashingStructure",
        BlockDataHashingStructure.newBuilder().setWidth(0xFFFFFFFF).build());
    Groups.value(channel, CAPABILITIES, plan.level().channel());
    channel.putGroups(Groups.ORDERER, orderer(plan));
    channel.putGroups(Groups.APPLICATION, application(plan));
    return channel.build();
  }

  private static ConfigGroup orderer(ChannelPlan plan) {
    ConfigGroup.Builder group = Groups.group();
    Groups.policies(group, Policies.common());
    Groups.policies(group, Map.of(Policies.BLOCK_VALIDATION, Policies.any(Policies.WRITERS)));
    batch(group, plan.batch());
    Groups.value(group, "ChannelRestrictions", ChannelRestrictions.getDefaultInstance());
    Groups.value(group, CAPABILITIES, plan.level().orderer());
    if (plan.ordering() instanceof Ordering.Bft bft) {
      consenters(group, bft.consenters().stream().map(Consenter::bft).toList());
      consensus(group, BFT, bft.options().message(plan.batch()));
    } else if (plan.ordering() instanceof Ordering.Raft raft) {
      consensus(
          group,
          RAFT,
          ConfigMetadata.newBuilder()
              .setOptions(raft.options().message())
              .addAllConsenters(raft.consenters().stream().map(Consenter::raft).toList())
              .build());
    }
    for (OrderingOrganisation organisation : plan.orderers()) {
      group.putGroups(organisation.name(), organisation(organisation));
    }
    return group.build();
  }

  static void batch(ConfigGroup.Builder orderer, Batch batch) {
    Groups.value(
        orderer,
        BATCH_SIZE,
        BatchSize.newBuilder()
            .setMaxMessageCount(batch.maxMessages())
            .setAbsoluteMaxBytes(batch.absoluteMaxBytes())
            .setPreferredMaxBytes(batch.preferredMaxBytes())
            .build());
    Groups.value(
        orderer,
        BATCH_TIMEOUT,
        BatchTimeout.newBuilder().setTimeout(GoDuration.text(batch.timeout())).build());
  }

  /** BFT's consenters, and with them who must have signed a block. */
  static void consenters(
      ConfigGroup.Builder orderer, List<org.hyperledger.fabric.protos.common.Consenter> all) {
    Groups.value(orderer, CONSENTERS, Orderers.newBuilder().addAllConsenterMapping(all).build());
    Groups.policies(orderer, Map.of(Policies.BLOCK_VALIDATION, Policies.quorum(all)));
  }

  static void consensus(ConfigGroup.Builder orderer, String type, Message metadata) {
    Groups.value(
        orderer,
        CONSENSUS_TYPE,
        ConsensusType.newBuilder().setType(type).setMetadata(metadata.toByteString()).build());
  }

  static ConfigGroup organisation(OrderingOrganisation organisation) {
    ConfigGroup.Builder group = Groups.group();
    Groups.policies(group, Policies.orderer(organisation.msp().id()));
    Groups.value(group, MSP, organisation.msp().message());
    endpoints(group, organisation.endpoints().stream().map(HostPort::toString).toList());
    return group.build();
  }

  /**
   * Says where an organisation's orderers are reached.
   *
   * @param endpoints {@code host:port} each
   */
  static void endpoints(ConfigGroup.Builder organisation, List<String> endpoints) {
    Groups.value(
        organisation, ENDPOINTS, OrdererAddresses.newBuilder().addAllAddresses(endpoints).build());
  }

  /** What was said so. */
  static List<String> endpoints(ConfigGroupOrBuilder organisation) {
    try {
      return OrdererAddresses.parseFrom(
              organisation
                  .getValuesOrDefault(ENDPOINTS, ConfigValue.getDefaultInstance())
                  .getValue())
          .getAddressesList();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not the configuration of an organisation", e);
    }
  }

  private static ConfigGroup application(ChannelPlan plan) {
    ConfigGroup.Builder group = Groups.group();
    Groups.policies(group, Policies.common());
    Map<String, String> acls = new TreeMap<>();
    List<String> full = mspsOf(plan, Member.Kind.FULL);
    List<String> clients = mspsOf(plan, Member.Kind.CLIENT);
    boolean watched = !mspsOf(plan, Member.Kind.OBSERVER).isEmpty();
    Groups.policies(group, Policies.application(full, clients, watched));
    if (watched) {
      acls.putAll(WATCHED);
    }
    acls.putAll(plan.acls());
    acls(group, acls);
    Groups.value(group, CAPABILITIES, plan.level().application());
    for (Member member : plan.members()) {
      group.putGroups(member.name(), organisation(member));
    }
    return group.build();
  }

  private static List<String> mspsOf(ChannelPlan plan, Member.Kind kind) {
    return plan.members().stream()
        .filter(m -> m.kind() == kind)
        .map(m -> m.msp().id())
        .sorted()
        .toList();
  }

  static void acls(ConfigGroup.Builder application, Map<String, String> acls) {
    if (acls.isEmpty()) {
      application.removeValues(ACLS);
      return;
    }
    ACLs.Builder all = ACLs.newBuilder();
    acls.forEach(
        (name, policy) -> all.putAcls(name, APIResource.newBuilder().setPolicyRef(policy).build()));
    Groups.value(application, ACLS, all.build());
  }

  static ConfigGroup organisation(Member member) {
    ConfigGroup.Builder group = Groups.group();
    String msp = member.msp().id();
    Groups.policies(
        group,
        switch (member.kind()) {
          case FULL -> Policies.member(msp);
          case CLIENT -> Policies.client(msp);
          case OBSERVER -> Policies.observer(msp);
        });
    Groups.value(group, MSP, member.msp().message());
    anchors(group, member.anchors());
    return group.build();
  }

  /** By which of its peers others find an organisation's. */
  static List<HostPort> anchors(ConfigGroupOrBuilder organisation) {
    try {
      return AnchorPeers.parseFrom(
              organisation.getValuesOrDefault(ANCHORS, ConfigValue.getDefaultInstance()).getValue())
          .getAnchorPeersList()
          .stream()
          .map(peer -> new HostPort(peer.getHost(), peer.getPort()))
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not the configuration of an organisation", e);
    }
  }

  static void anchors(ConfigGroup.Builder organisation, List<HostPort> anchors) {
    if (anchors.isEmpty()) {
      organisation.removeValues(ANCHORS);
      return;
    }
    Groups.value(
        organisation,
        ANCHORS,
        AnchorPeers.newBuilder()
            .addAllAnchorPeers(
                anchors.stream()
                    .map(
                        at -> AnchorPeer.newBuilder().setHost(at.host()).setPort(at.port()).build())
                    .toList())
            .build());
  }
}
