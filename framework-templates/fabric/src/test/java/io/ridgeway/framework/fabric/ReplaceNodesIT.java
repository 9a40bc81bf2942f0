package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.place.HostPort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes of a real channel are replaced while it is used: a Raft orderer that is lost, a peer, and
 * an orderer that runs; and an orderer's certificate is renewed.
 */
class ReplaceNodesIT {
  private static final NodeName FIRST = new NodeName("orderer-1");
  private static final NodeName LOST = new NodeName("orderer-2");
  private static final NodeName THIRD = new NodeName("orderer-3");
  private static final NodeName FOURTH = new NodeName("orderer-4");
  private static final NodeName FIFTH = new NodeName("orderer-5");
  private static final NodeName OLD = new NodeName("peer-alpha-1");
  private static final NodeName NEW = new NodeName("peer-alpha-2");
  private static final NodeName BETA = new NodeName("peer-beta-1");

  @TempDir Path home;

  @Test
  void theLostAreReplacedAndTransactionsGoOn() throws Exception {
    String subnet = RealChannel.subnet(86);
    try (RealChannel channel =
        RealChannel.of(
            home,
            Map.of("orderer", 3, "peer", 2, "contract", 2),
            Map.of(
                "organisations", "alpha,beta",
                "channel", RealChannel.CHANNEL,
                "contract", "traceability"),
            subnet)) {
      // Given
      channel.bringUp();
      submitted(channel, "beta", BETA, "register", "crate-1", "apples");
      submitted(channel, "beta", BETA, "hand", "crate-1", "alpha");
      List<ConfigFile> files = channel.nodes.workload(BETA).files();

      // When an orderer and a peer are lost
      channel.nodes.kill(LOST);
      channel.nodes.kill(OLD);
      Roster moving = Roster.UNCHANGED.replacing(LOST, 3).replacing(OLD, 1);
      channel.change(moving);
      channel.nodes.start(FOURTH);
      channel.nodes.start(NEW);

      // Then
      assertThat(channel.nodes.workload(BETA).files()).isEqualTo(files);
      Set<String> said = channel.converge();
      assertThat(said)
          .containsSubsequence("orderer-2 goes", "orderer-4 comes to order")
          .contains("the others are told the peers of alpha");
      ConfigEdit now = configuration(channel, at(channel, FIRST, THIRD, FOURTH));
      assertThat(now.anchors("alpha")).containsExactly(channel.at(NEW, Roles.GOSSIP));

      // When what is gone is forgotten
      channel.change(moving.settled());

      // Then
      assertThat(channel.join()).isEmpty();
      assertThat(channel.nodes.workload(BETA).files()).isEqualTo(files);
      channel.eventually("all agree", channel::observe, LedgerHealth::agreed);
      submitted(channel, "alpha", NEW, "take", "crate-1");

      // When an orderer has a new certificate
      String old = channel.certificate(FIRST);
      channel.renew(FIRST);

      // Then
      channel.eventually("all agree", channel::observe, LedgerHealth::agreed);
      assertThat(channel.converge()).contains("the channel is told the certificate of orderer-1");
      assertThat(
              channel.eventually(
                  "beta's peer has heard of it",
                  () ->
                      configuration(channel).consenters().stream()
                          .map(Consenter::serverTls)
                          .toList(),
                  certificates -> !certificates.contains(old)))
          .hasSize(3)
          .contains(channel.certificate(FIRST));

      // When one that runs is replaced
      channel.change(moving.settled().replacing(THIRD, 3));
      channel.nodes.start(FIFTH);

      // Then
      assertThat(channel.converge())
          .containsSubsequence("orderer-5 comes to order", "orderer-3 goes");
      configuration(channel, at(channel, FIRST, FOURTH, FIFTH));

      // When only those are left that came, with one that was there
      channel.nodes.kill(THIRD);
      channel.nodes.kill(FIRST);

      // Then
      submitted(channel, "alpha", BETA, "note", "crate-1", "arrived");
      try (Gateway beta = channel.nodes.gateway("beta", BETA)) {
        assertThat(
                channel.eventually(
                    "it can be traced",
                    () -> read(traceability(beta), "crate-1"),
                    text -> text.contains("arrived")))
            .containsSubsequence("registered", "handed to alpha", "taken", "arrived")
            .contains("\"holder\":\"alpha\"");
      }
    }
  }

  /** With these orderers, once beta's peer has heard of them. */
  private static ConfigEdit configuration(RealChannel channel, Set<HostPort> orderers) {
    return channel.eventually(
        "beta's peer knows the orderers " + orderers,
        () -> configuration(channel),
        now -> orderers(now).equals(orderers));
  }

  private static ConfigEdit configuration(RealChannel channel) {
    return new ConfigEdit(RealChannel.CHANNEL, channel.config(BETA));
  }

  private static Set<HostPort> orderers(ConfigEdit now) {
    return Set.copyOf(now.consenters().stream().map(Consenter::address).toList());
  }

  private static Set<HostPort> at(RealChannel channel, NodeName... orderers) {
    return Set.copyOf(Stream.of(orderers).map(o -> channel.at(o, Roles.CLUSTER)).toList());
  }

  private static Contract traceability(Gateway gateway) {
    return gateway.getNetwork(RealChannel.CHANNEL).getContract("traceability");
  }

  private static void submitted(
      RealChannel channel, String organisation, NodeName peer, String... call) {
    try (Gateway gateway = channel.nodes.gateway(organisation, peer)) {
      Contract contract = traceability(gateway);
      channel.eventually(
          call[0] + " is committed",
          () -> {
            try {
              contract.submitTransaction(call[0], Arrays.copyOfRange(call, 1, call.length));
              return "";
            } catch (Exception e) {
              String why = e + " " + (e instanceof EndorseException it ? it.getDetails() : "");
              // An answer that was lost is no second transaction.
              return why.contains("already") || why.contains("not handed to") ? "" : why;
            }
          },
          String::isEmpty);
    }
  }

  private static String read(Contract contract, String lease) {
    try {
      return new String(contract.evaluateTransaction("trace", lease), StandardCharsets.UTF_8);
    } catch (Exception e) {
      return "";
    }
  }
}
