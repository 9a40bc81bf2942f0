package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.peer.ACLs;

/**
 * The organisations of a channel's configuration: as what each takes part, by which MSP, and the
 * policies and access rules that follow from who they are. Pure.
 */
final class Organisations {
  private Organisations() {}

  /**
   * As what each takes part, by name.
   *
   * @param application the channel's group of that name
   */
  static SortedMap<String, Member.Kind> kinds(ConfigGroup application) {
    SortedMap<String, Member.Kind> all = new TreeMap<>();
    application.getGroupsMap().forEach((name, own) -> all.put(name, kind(own)));
    return all;
  }

  /** The lists (PEM) of what an organisation's authorities have revoked. */
  static List<String> revocations(ConfigGroup organisation) {
    return mspOf(organisation).getRevocationListList().stream()
        .map(ByteString::toStringUtf8)
        .toList();
  }

  /**
   * Gives an organisation another MSP of the same id: other authorities, other revocations.
   *
   * @param organisation its group
   */
  static void renew(ConfigGroup.Builder organisation, String name, Msp msp) {
    if (!mspId(organisation.build()).equals(msp.id())) {
      throw new IllegalArgumentException("the MSP id of " + name + " can't change");
    }
    Groups.value(organisation, ChannelGroup.MSP, msp.message());
  }

  /** Has policies and access rules that count the members, or allow for observers, follow them. */
  static void followMembers(ConfigGroup.Builder application) {
    Members members = members(application);
    Groups.policies(
        application, Policies.application(members.full, members.clients, members.watched));
    Map<String, String> acls = acls(application);
    if (members.watched) {
      acls.putAll(ChannelGroup.WATCHED);
    } else {
      acls.entrySet().removeAll(ChannelGroup.WATCHED.entrySet());
    }
    ChannelGroup.acls(application, acls);
  }

  private record Members(List<String> full, List<String> clients, boolean watched) {}

  private static Members members(ConfigGroup.Builder application) {
    List<String> full = new ArrayList<>();
    List<String> clients = new ArrayList<>();
    boolean watched = false;
    for (ConfigGroup organisation : application.getGroupsMap().values()) {
      switch (kind(organisation)) {
        case OBSERVER -> watched = true;
        case CLIENT -> clients.add(mspId(organisation));
        case FULL -> full.add(mspId(organisation));
      }
    }
    return new Members(
        full.stream().sorted().toList(), clients.stream().sorted().toList(), watched);
  }

  private static boolean never(ConfigGroup organisation, String policy, String msp) {
    return organisation.getPoliciesOrThrow(policy).getPolicy().equals(Policies.never(msp));
  }

  private static Member.Kind kind(ConfigGroup organisation) {
    String msp = mspId(organisation);
    if (!never(organisation, Policies.ENDORSEMENT, msp)) {
      return Member.Kind.FULL;
    }
    return never(organisation, Policies.WRITERS, msp) ? Member.Kind.OBSERVER : Member.Kind.CLIENT;
  }

  private static String mspId(ConfigGroup organisation) {
    return mspOf(organisation).getName();
  }

  private static FabricMSPConfig mspOf(ConfigGroup organisation) {
    try {
      MSPConfig msp =
          MSPConfig.parseFrom(organisation.getValuesOrThrow(ChannelGroup.MSP).getValue());
      return FabricMSPConfig.parseFrom(msp.getConfig());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not the configuration of an organisation", e);
    }
  }

  private static Map<String, String> acls(ConfigGroup.Builder application) {
    Map<String, String> acls = new TreeMap<>();
    if (application.containsValues(ChannelGroup.ACLS)) {
      try {
        ACLs.parseFrom(application.getValuesOrThrow(ChannelGroup.ACLS).getValue())
            .getAclsMap()
            .forEach((name, policy) -> acls.put(name, policy.getPolicyRef()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalArgumentException("not the access rules of a channel", e);
      }
    }
    return acls;
  }
}
