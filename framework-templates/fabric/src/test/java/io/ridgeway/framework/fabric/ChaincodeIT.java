package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fabric.Topology.Organisation;
import io.ridgeway.framework.fabric.admin.Rollout;
import io.ridgeway.framework.fabric.chaincode.ChaincodeDefinition;
import io.ridgeway.framework.fabric.chaincode.ChaincodePackage;
import io.ridgeway.framework.fabric.chaincode.Endorsement;
import io.ridgeway.framework.fabric.lab.ContractService;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example contracts run as services on real nodes: rolled out, called, and upgraded. */
class ChaincodeIT {
  private static final String HASH = "ab".repeat(32);

  @TempDir Path home;

  private final List<String> told = new ArrayList<>();

  @Test
  void contractsAreRolledOutCalledAndUpgraded() throws Exception {
    String subnet = RealChannel.subnet(88);
    try (RealChannel channel =
        RealChannel.of(
            home,
            Map.of("orderer", 1, "peer", 2),
            Map.of("organisations", "alpha,beta", "channel", RealChannel.CHANNEL),
            subnet)) {
      channel.bringUp();
      channel.agreeAt(1);
      // Given
      HostPort address = new HostPort(subnet + 200, 9999);
      ChaincodePackage notary = ChaincodePackage.of("notary-1", address, Optional.empty());
      ChaincodeDefinition first =
          new ChaincodeDefinition("notary", "1.0", 1, new Endorsement.Channels());
      // When
      rollOut(channel, notary, first);
      // Then
      assertThat(told)
          .containsExactly(
              "peer 1 of alpha has notary 1.0",
              "peer 1 of beta has notary 1.0",
              "alpha approved notary 1.0",
              "beta approved notary 1.0",
              "channel trade runs notary 1.0");
      // When it is asked for again, as after a crash
      told.clear();
      rollOut(channel, notary, first);
      // Then
      assertThat(told).isEmpty();

      try (ContractService service =
          ContractService.start("notary", address, notary, home.resolve("notary.log"))) {
        concludeALease(channel);
        assertThat(channel.observe().failures().values())
            .as("what a contract refuses itself is no failure")
            .containsOnly(0L);
      }
      peersTellThatTheyCantRunAContract(channel);

      upgrade(channel, subnet, notary);
    }
  }

  /** Two organisations agree, each through a peer of its own. */
  private void concludeALease(RealChannel channel) throws Exception {
    try (Gateway alpha = gateway(channel, "alpha");
        Gateway beta = gateway(channel, "beta")) {
      Contract ofAlpha = notary(alpha);
      Contract ofBeta = notary(beta);
      // When
      submitted(channel, ofAlpha, "draft", "lease-1", HASH, "alpha,beta");
      submitted(channel, ofAlpha, "agree", "lease-1", HASH);
      submitted(channel, ofBeta, "agree", "lease-1", HASH);
      // Then
      assertThat(text(ofAlpha.evaluateTransaction("read", "lease-1")))
          .contains("\"status\":\"CONCLUDED\"", "{\"party\":\"alpha\"", "{\"party\":\"beta\"");
      assertThatThrownBy(() -> ofBeta.submitTransaction("refuse", "lease-1", "too late"))
          .isInstanceOfSatisfying(
              EndorseException.class,
              e ->
                  assertThat(e.getDetails())
                      .isNotEmpty()
                      .allSatisfy(
                          detail ->
                              assertThat(detail.getMessage())
                                  .contains("Contract lease-1 is CONCLUDED.")));
    }
  }

  /** Its service is gone. */
  private static void peersTellThatTheyCantRunAContract(RealChannel channel) {
    NodeName peer = new NodeName("peer-alpha-1");
    try (Gateway alpha = gateway(channel, "alpha")) {
      channel.eventually(
          "a failure is counted",
          () -> {
            evaluated(notary(alpha), "read", "lease-1");
            return channel.observe().failures().get(peer);
          },
          failures -> failures != null && failures > 0);
    }
  }

  /** Another package, another version, another policy. */
  private void upgrade(RealChannel channel, String subnet, ChaincodePackage before)
      throws Exception {
    // Given
    HostPort address = new HostPort(subnet + 201, 9999);
    ChaincodePackage next = ChaincodePackage.of("notary-2", address, Optional.empty());
    Endorsement either = new Endorsement.OutOf(1, List.of("alpha", "beta"));
    told.clear();
    // When
    assertThatThrownBy(
            () -> rollOut(channel, next, new ChaincodeDefinition("notary", "2.0", 3, either)))
        // Then
        .isInstanceOf(LedgerException.Refused.class)
        .hasMessage(
            "notary is at sequence 1 in channel trade, so the next definition has 2, not 3");
    // When
    rollOut(channel, next, new ChaincodeDefinition("notary", "2.0", 2, either));
    // Then
    assertThat(next.id()).isNotEqualTo(before.id());
    assertThat(told).endsWith("channel trade runs notary 2.0");
    try (ContractService service =
            ContractService.start("notary", address, next, home.resolve("notary-2.log"));
        Gateway beta = gateway(channel, "beta")) {
      // What the first version wrote is there.
      assertThat(
              channel.eventually(
                  "version 2 answers",
                  () -> evaluated(notary(beta), "read", "lease-1"),
                  answer -> !answer.isEmpty()))
          .contains("CONCLUDED");
    }
  }

  private void rollOut(
      RealChannel channel, ChaincodePackage chaincode, ChaincodeDefinition definition) {
    List<Rollout.Party> parties = new ArrayList<>();
    for (Organisation organisation : Topology.of(channel.lab.input().spec()).organisations()) {
      parties.add(
          new Rollout.Party(
              organisation.name(),
              chaincode,
              organisation.nodes().stream()
                  .map(node -> channel.nodes.lifecycle(organisation.name(), node))
                  .toList()));
    }
    Rollout rollout = new Rollout(RealChannel.CHANNEL, definition, parties);
    if (definition.sequence() > 2) {
      rollout.run(() -> true, told::add);
      return;
    }
    // A peer that has just joined doesn't know the others' at once.
    channel.eventually(
        definition + " is rolled out", () -> rollout.run(() -> true, told::add), done -> done);
  }

  private static Gateway gateway(RealChannel channel, String name) {
    return channel.nodes.gateway(name, new NodeName("peer-" + name + "-1"));
  }

  private static Contract notary(Gateway gateway) {
    return gateway.getNetwork(RealChannel.CHANNEL).getContract("notary");
  }

  /** What was written by one transaction is seen by the next once its peer has the block. */
  private static void submitted(RealChannel channel, Contract contract, String... call) {
    channel.eventually(
        call[0] + " is committed",
        () -> {
          try {
            contract.submitTransaction(call[0], java.util.Arrays.copyOfRange(call, 1, call.length));
            return "";
          } catch (Exception e) {
            String why = e + " " + (e instanceof EndorseException it ? it.getDetails() : "");
            // An answer that was lost is no second transaction.
            return why.contains("already") ? "" : why;
          }
        },
        String::isEmpty);
  }

  private static String evaluated(Contract contract, String function, String argument) {
    try {
      return text(contract.evaluateTransaction(function, argument));
    } catch (Exception e) {
      return "";
    }
  }

  private static String text(byte[] answer) {
    return new String(answer, StandardCharsets.UTF_8);
  }
}
