package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Member;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.protos.common.Envelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Organisations come to a real channel and go while it is used: one is added and endorses, an
 * observer comes, and one of the first is removed and counts for nothing. Orderers become more.
 */
class ChangeMembersIT {
  private static final String HASH = "ab".repeat(32);
  private static final NodeName ALPHA = new NodeName("peer-alpha-1");
  private static final NodeName BETA = new NodeName("peer-beta-1");
  private static final NodeName GAMMA = new NodeName("peer-gamma-1");
  private static final NodeName ORDERER = new NodeName("orderer-1");
  private static final Duration GOAL = Duration.ofSeconds(20);

  @TempDir Path home;

  @Test
  void organisationsComeAndGoWhileTransactionsGoOn() throws Exception {
    String subnet = RealChannel.subnet(92);
    try (RealChannel channel =
        new RealChannel(
            new FabricPrograms("3"), home, spec(1, 0, "organisations", "alpha,beta"), subnet)) {
      // Given
      channel.bringUp();
      submitted(channel, "alpha", ALPHA, "first", "alpha,beta");

      // When
      long begun = System.nanoTime();
      Roster roster =
          channel.change(spec(1, 0, "organisations", "alpha,beta,gamma"), Roster.UNCHANGED);
      Set<String> said = channel.converge();

      // Then
      assertThat(said)
          .contains("gamma comes to the channel")
          .doesNotContain("the others are told the peers of gamma");
      submitted(channel, "gamma", GAMMA, "second", "gamma,alpha");
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      System.out.printf(
          "fabric-add-organisation: %.1f s from its first process to its first transaction, goal"
              + " %d s, %s%n",
          took.toMillis() / 1000.0,
          GOAL.toSeconds(),
          took.compareTo(GOAL) <= 0 ? "holds" : "short");
      assertThat(configuration(channel).organisations())
          .containsOnlyKeys("alpha", "beta", "gamma")
          .doesNotContainValue(Member.Kind.OBSERVER);
      assertThat(configuration(channel).anchors("gamma"))
          .containsExactly(channel.at(GAMMA, Roles.GOSSIP));
      assertThat(approvals(channel, "gamma comes to the channel"))
          .as("two of two members, and who sends it")
          .isEqualTo(3);

      // When that is over
      channel.settle(roster);

      // Then
      assertThat(channel.join()).isEmpty();

      // When one goes, somebody watches, and orderers become three
      roster =
          channel.change(
              spec(3, 1, "organisations", "alpha,gamma", "observers", "regulator"),
              roster.settled());
      said = channel.converge();

      // Then
      assertThat(said)
          .containsSubsequence("orderer-2 comes to order", "orderer-3 comes to order")
          .containsSubsequence("regulator comes to the channel", "beta goes");
      assertThat(configuration(channel).organisations())
          .isEqualTo(
              Map.of(
                  "alpha", Member.Kind.FULL,
                  "gamma", Member.Kind.FULL,
                  "regulator", Member.Kind.OBSERVER));
      assertThat(configuration(channel).consenters()).hasSize(3);
      betaCountsForNothing(channel);

      // When its nodes have stopped
      channel.settle(roster);

      // Then
      assertThat(channel.join()).isEmpty();
      channel.eventually("all agree", channel::observe, LedgerHealth::agreed);
      submitted(channel, "gamma", GAMMA, "third", "gamma,alpha");
    }
  }

  /** It still runs, and has all that it had. */
  private void betaCountsForNothing(RealChannel channel) throws Exception {
    try (Gateway beta = channel.nodes.gateway("beta", ALPHA);
        Gateway alpha = channel.nodes.gateway("alpha", ALPHA)) {
      // Then nobody takes its transactions, or answers it
      assertThatThrownBy(() -> notary(beta).submitTransaction("draft", "late", HASH, "alpha,beta"))
          .isInstanceOf(EndorseException.class);
      assertThatThrownBy(() -> notary(beta).evaluateTransaction("read", "first"))
          .isInstanceOf(Exception.class);
      // Then nobody asks for its endorsement
      assertThatThrownBy(
              () ->
                  notary(alpha)
                      .newProposal("draft")
                      .addArguments("asked", HASH, "alpha,beta")
                      .setEndorsingOrganizations("alpha", "beta")
                      .build()
                      .endorse())
          .isInstanceOf(EndorseException.class);

      // When one is got all the same
      TwoEndorsers two =
          new TwoEndorsers(
              channel.lab.administrator("alpha"),
              alpha,
              List.of(channel.nodes.peerOf(ALPHA), channel.nodes.peerOf(BETA)));
      Envelope smuggled =
          two.of(RealChannel.CHANNEL, "notary", "draft", "smuggled", HASH, "alpha,gamma");
      long height = channel.info(ALPHA).getHeight();
      channel.nodes.broadcast(ORDERER).send(smuggled);

      // Then it counts for nothing
      channel.eventually(
          "it is in a block", () -> channel.info(ALPHA).getHeight(), now -> now > height);
      assertThatThrownBy(() -> notary(alpha).evaluateTransaction("read", "smuggled"))
          .isInstanceOf(Exception.class);
      // And that of a member does
      two =
          new TwoEndorsers(
              channel.lab.administrator("alpha"),
              alpha,
              List.of(channel.nodes.peerOf(ALPHA), channel.nodes.peerOf(GAMMA)));
      channel
          .nodes
          .broadcast(ORDERER)
          .send(two.of(RealChannel.CHANNEL, "notary", "draft", "proper", HASH, "alpha,gamma"));
      channel.eventually("it is read", () -> read(notary(alpha), "proper"), Optional::isPresent);
    }
  }

  private static long approvals(RealChannel channel, String change) {
    return channel.lab.custody().signed().stream().filter(s -> s.endsWith(change)).count();
  }

  private static NetworkSpec spec(int orderers, int observers, String... parameters) {
    Map<String, String> all = new TreeMap<>();
    all.put("channel", RealChannel.CHANNEL);
    all.put("contract", "notary");
    for (int i = 0; i < parameters.length; i += 2) {
      all.put(parameters[i], parameters[i + 1]);
    }
    int members = all.get("organisations").split(",").length;
    return TestNetwork.spec(
        "3.1",
        Map.of("orderer", orderers, "peer", members, "contract", members, "observer", observers),
        all);
  }

  private static ConfigEdit configuration(RealChannel channel) {
    return new ConfigEdit(RealChannel.CHANNEL, channel.config(ALPHA));
  }

  private static Contract notary(Gateway gateway) {
    return gateway.getNetwork(RealChannel.CHANNEL).getContract("notary");
  }

  private static Optional<String> read(Contract contract, String lease) {
    try {
      return Optional.of(
          new String(contract.evaluateTransaction("read", lease), StandardCharsets.UTF_8));
    } catch (Exception e) {
      return Optional.empty();
    }
  }

  /** By those organisations' endorsements. */
  private static void submitted(
      RealChannel channel, String organisation, NodeName peer, String lease, String endorsers) {
    try (Gateway gateway = channel.nodes.gateway(organisation, peer)) {
      channel.eventually(
          lease + " is drafted",
          () -> {
            try {
              var status =
                  notary(gateway)
                      .newProposal("draft")
                      .addArguments(lease, HASH, endorsers)
                      .setEndorsingOrganizations(endorsers.split(","))
                      .build()
                      .endorse()
                      .submit();
              return status == null ? "no answer" : "";
            } catch (Exception e) {
              String why = e + " " + (e instanceof EndorseException it ? it.getDetails() : "");
              // An answer that was lost is no second transaction.
              return why.contains("already") ? "" : why;
            }
          },
          String::isEmpty);
    }
  }
}
