package io.ridgeway.framework.fabric.lab;

import io.ridgeway.framework.fabric.channel.BftOptions;
import io.ridgeway.framework.fabric.channel.ChannelPlan;
import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.framework.fabric.channel.Level;
import io.ridgeway.framework.fabric.channel.Member;
import io.ridgeway.framework.fabric.channel.Msp;
import io.ridgeway.framework.fabric.channel.Ordering;
import io.ridgeway.framework.fabric.channel.OrderingOrganisation;
import io.ridgeway.framework.fabric.channel.RaftOptions;
import io.ridgeway.model.place.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.common.Block;

/** Has configtxgen make a plan's genesis block, told in its own language. */
public final class Configtxgen {
  private final FabricPrograms programs;
  private final Path folder;

  public Configtxgen(FabricPrograms programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
  }

  public Block genesis(ChannelPlan plan) {
    try {
      Files.writeString(folder.resolve("configtx.yaml"), yaml(plan));
      Path block = folder.resolve("genesis.block");
      programs.run(
          folder,
          Map.of("FABRIC_CFG_PATH", folder.toString()),
          "configtxgen",
          "-profile",
          "Lab",
          "-channelID",
          plan.channel(),
          "-outputBlock",
          block.toString());
      return Block.parseFrom(Files.readAllBytes(block));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String yaml(ChannelPlan plan) throws IOException {
    boolean watched = plan.members().stream().anyMatch(m -> m.kind() == Member.Kind.OBSERVER);
    StringBuilder yaml = new StringBuilder("Profiles:\n  Lab:\n");
    yaml.append(common("    "));
    yaml.append("    Capabilities: {%s: true}\n".formatted(level(plan)));
    yaml.append("    Orderer:\n").append(common("      "));
    yaml.append("        BlockValidation: {Type: ImplicitMeta, Rule: \"ANY Writers\"}\n");
    yaml.append("      Capabilities: {V2_0: true}\n");
    yaml.append("      BatchTimeout: %dms\n".formatted(plan.batch().timeout().toMillis()));
    yaml.append(
        "      BatchSize: {MaxMessageCount: %d, AbsoluteMaxBytes: %d, PreferredMaxBytes: %d}\n"
            .formatted(
                plan.batch().maxMessages(),
                plan.batch().absoluteMaxBytes(),
                plan.batch().preferredMaxBytes()));
    yaml.append(ordering(plan));
    yaml.append("      Organizations:\n");
    for (OrderingOrganisation organisation : plan.orderers()) {
      yaml.append(organisation(organisation.name(), "orderer", organisation.msp()));
      yaml.append(rule("Readers", "OR('%1$s.member')", organisation.msp()));
      yaml.append(rule("Writers", "OR('%1$s.member')", organisation.msp()));
      yaml.append(rule("Admins", "OR('%1$s.admin')", organisation.msp()));
      yaml.append("          OrdererEndpoints:\n");
      organisation.endpoints().forEach(at -> yaml.append("            - %s\n".formatted(at)));
    }
    yaml.append("    Application:\n").append(common("      "));
    if (watched) {
      yaml.replace(
          yaml.lastIndexOf("        Admins:"),
          yaml.length(),
          "        Admins: {Type: Signature, Rule: \"%s\"}\n".formatted(most(plan, "admin")));
    }
    for (String policy : List.of("LifecycleEndorsement", "Endorsement")) {
      yaml.append("        %s: ".formatted(policy));
      yaml.append(
          watched
              ? "{Type: Signature, Rule: \"%s\"}\n".formatted(most(plan, "peer"))
              : "{Type: ImplicitMeta, Rule: \"MAJORITY Endorsement\"}\n");
    }
    yaml.append("      Capabilities: {V2_5: true}\n");
    if (watched || !plan.acls().isEmpty()) {
      yaml.append("      ACLs:\n");
      if (watched) {
        yaml.append("        peer/Propose: /Channel/Application/Readers\n");
      }
      plan.acls().forEach((name, path) -> yaml.append("        %s: %s\n".formatted(name, path)));
    }
    yaml.append("      Organizations:\n");
    for (Member member : plan.members()) {
      boolean full = member.kind() == Member.Kind.FULL;
      yaml.append(organisation(member.name(), "application", member.msp()));
      yaml.append(rule("Readers", "OR('%1$s.admin', '%1$s.peer', '%1$s.client')", member.msp()));
      yaml.append(
          rule(
              "Writers",
              full ? "OR('%1$s.admin', '%1$s.client')" : "OutOf(2, '%1$s.admin')",
              member.msp()));
      yaml.append(rule("Admins", "OR('%1$s.admin')", member.msp()));
      yaml.append(
          rule("Endorsement", full ? "OR('%1$s.peer')" : "OutOf(2, '%1$s.admin')", member.msp()));
      if (!member.anchors().isEmpty()) {
        yaml.append("          AnchorPeers:\n");
        for (HostPort at : member.anchors()) {
          yaml.append("            - {Host: %s, Port: %d}\n".formatted(at.host(), at.port()));
        }
      }
    }
    return yaml.toString();
  }

  private static String level(ChannelPlan plan) {
    return plan.level() == Level.V3 ? "V3_0" : "V2_0";
  }

  private static String common(String indent) {
    return """
    %1$sPolicies:
    %1$s  Readers: {Type: ImplicitMeta, Rule: "ANY Readers"}
    %1$s  Writers: {Type: ImplicitMeta, Rule: "ANY Writers"}
    %1$s  Admins: {Type: ImplicitMeta, Rule: "MAJORITY Admins"}
    """
        .formatted(indent);
  }

  private static String most(ChannelPlan plan, String role) {
    List<String> members =
        plan.members().stream()
            .filter(m -> m.kind() == Member.Kind.FULL)
            .map(m -> m.msp().id())
            .sorted()
            .toList();
    return members.stream()
        .map(msp -> "'" + msp + "." + role + "'")
        .collect(Collectors.joining(", ", "OutOf(" + (members.size() / 2 + 1) + ", ", ")"));
  }

  private static String rule(String name, String rule, Msp msp) {
    return "            %s: {Type: Signature, Rule: \"%s\"}\n"
        .formatted(name, rule.formatted(msp.id()));
  }

  private String organisation(String name, String kind, Msp msp) throws IOException {
    Path directory = folder.resolve(kind + "-" + name);
    MspFolder.write(directory, msp);
    return """
            - Name: %s
              ID: %s
              MSPDir: %s
              Policies:
    """
        .formatted(name, msp.id(), directory);
  }

  private String ordering(ChannelPlan plan) throws IOException {
    StringBuilder yaml = new StringBuilder();
    if (plan.ordering() instanceof Ordering.Bft) {
      BftOptions usual = BftOptions.USUAL;
      yaml.append(
          """
                OrdererType: BFT
                SmartBFT:
                  RequestBatchMaxInterval: %s
                  RequestForwardTimeout: 2s
                  RequestComplainTimeout: 5s
                  RequestAutoRemoveTimeout: 3m0s
                  ViewChangeResendInterval: 5s
                  ViewChangeTimeout: 20s
                  LeaderHeartbeatTimeout: 10s
                  LeaderHeartbeatCount: 10
                  CollectTimeout: 1s
                  IncomingMessageBufferSize: 200
                  RequestPoolSize: %d
                ConsenterMapping:
          """
              .formatted(plan.batch().timeout().toMillis() + "ms", usual.requestPool()));
    } else {
      RaftOptions usual = RaftOptions.USUAL;
      yaml.append(
          """
                OrdererType: etcdraft
                EtcdRaft:
                  Options:
                    TickInterval: 500ms
                    ElectionTick: %d
                    HeartbeatTick: %d
                    MaxInflightBlocks: %d
                    SnapshotIntervalSize: 16 MB
                  Consenters:
          """
              .formatted(usual.electionTicks(), usual.heartbeatTicks(), usual.maxInflightBlocks()));
    }
    for (Consenter consenter : plan.ordering().consenters()) {
      yaml.append(
          String.format(
              Locale.ROOT,
              "          - {ID: %d, Host: %s, Port: %d, MSPID: %s, Identity: %s, ClientTLSCert: %s,"
                  + " ServerTLSCert: %s}\n",
              consenter.id(),
              consenter.address().host(),
              consenter.address().port(),
              consenter.mspId(),
              file(consenter.id() + "-identity.pem", consenter.identity()),
              file(consenter.id() + "-client.pem", consenter.clientTls()),
              file(consenter.id() + "-server.pem", consenter.serverTls())));
    }
    return plan.ordering() instanceof Ordering.Bft
        ? yaml.toString()
        : yaml.toString()
            .replaceAll("ID: [0-9]+, (Host)", "$1")
            .replaceAll("MSPID: [^,]+, Identity: [^,]+, ", "");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
