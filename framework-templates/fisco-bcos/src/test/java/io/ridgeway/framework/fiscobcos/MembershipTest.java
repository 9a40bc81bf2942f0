package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.network.NodeName;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The steps by which members come and go. */
class MembershipTest extends MembersCase {
  private Optional<String> next() {
    return next("4711");
  }

  private Optional<String> next(String nonce) {
    RenderInput input = scenario.input(PACK, scenario.identities(PACK).identities());
    LedgerEndpoints endpoints = new LedgerEndpoints(input.network(), nodes, voters, input.birth());
    return new Membership(endpoints, Chain.of(input.birth()), new Governor(made()), () -> nonce)
        .next(sights, Map.of(new NodeName("sealer-1"), lists));
  }

  @Test
  void whoIsAsWantedIsLeftAlone() {
    assertThat(next()).isEmpty();
    assertThat(lists.sent).isEmpty();
    assertThat(reasons).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void anObserverIsMadeKnownByTheGovernorsOwnSignature(Cryptography suite) throws Exception {
    // Given
    cryptography = suite;
    scenario = scenario(Map.of());
    lists.sealers.clear();
    lists.observers.clear();
    nodes.clear();
    sights.clear();
    voters.forEach(node -> lists.sealers.add(id(node)));
    voters.forEach(node -> runs(node, 700));
    runs(OBSERVER, -1);

    // When
    assertThat(next()).contains("observer-1 is made known");

    // Then the SDK reads it, and knows who signed
    JsonNode sent = only();
    assertThat(sent.at("/data/to").asText())
        .isEqualTo("0x0000000000000000000000000000000000010001");
    assertThat(sent.at("/data/blockLimit").asLong()).isEqualTo(1000);
    assertThat(sent.at("/data/chainID").asText()).isEqualTo("n00000000demo");
    assertThat(sent.at("/data/input").asText())
        .isEqualTo(
            "0x"
                + HexFormat.of()
                    .formatHex(call(new Governance(true).addObserver(new NodeId(id(OBSERVER))))));
    String governor = made().identities().key("governor").publicKey();
    String proof = hex(sent.path("signature"));
    if (suite == Cryptography.GUOMI) {
      assertThat(proof).endsWith(governor);
      proof = proof.substring(0, 128);
    }
    assertThat(suite().verify("04" + governor, hex(sent.path("dataHash")), proof)).isTrue();
    assertThat(reasons).containsExactly("observer-1 is made known");
  }

  @Test
  void whoIsToSealIsKnownThenKeepsUpThenSealsAndOnlyThenTheOldOneGoes() throws Exception {
    // Given
    Governance governance = new Governance(true);
    NodeName old = new NodeName("sealer-2");
    voters.remove(old);
    voters.add(SEALER);
    runs(SEALER, 3);

    // Then it is made known first
    assertThat(next()).contains("sealer-5 is made known");
    assertThat(only().at("/data/input").asText())
        .endsWith(hex(call(governance.addObserver(new NodeId(id(SEALER))))));
    lists.observers.add(id(SEALER));
    lists.sent.clear();

    // Then it is waited for
    assertThat(next()).contains("sealer-5 catches up");
    assertThat(lists.sent).isEmpty();
    runs(SEALER, 695);

    // Then it gets a vote
    assertThat(next()).contains("sealer-5 is given a vote");
    assertThat(only().at("/data/input").asText())
        .endsWith(hex(call(governance.addSealer(new NodeId(id(SEALER))))));
    lists.observers.remove(id(SEALER));
    lists.sealers.add(id(SEALER));
    nodes.keySet().stream().toList().forEach(node -> runs(node, 700));
    lists.sent.clear();

    // Then the other one is kept while it is the last that has the transactions of old blocks
    leaving.add(old);
    sights.replaceAll((node, s) -> node.equals(old) ? s : without(s));
    assertThat(next().orElseThrow()).startsWith("sealer-2 is let go once a node that stays has");
    assertThat(lists.sent).isEmpty();

    // Then it goes, though it still runs
    nodes.keySet().stream().toList().forEach(node -> runs(node, 700));
    assertThat(next()).contains("sealer-2 is let go");
    assertThat(only().at("/data/input").asText())
        .endsWith(hex(call(governance.remove(new NodeId(id(old))))));
    lists.sealers.remove(id(old));
    lists.sent.clear();

    // Then nobody takes it in again
    nodes.keySet().stream().filter(n -> !n.equals(old)).toList().forEach(node -> runs(node, 700));
    assertThat(next()).isEmpty();
    assertThat(lists.sent).isEmpty();
  }

  /** The same without the transactions of blocks before 600. */
  private static NodeSight without(NodeSight s) {
    return new NodeSight(
        s.id(), s.height(), s.hash(), 700, s.peers(), s.sealers(), 3, 0, true, 0, 600);
  }

  @Test
  void noSealerGoesBelowFour() {
    // Given
    voters.remove(new NodeName("sealer-4"));

    // Then
    assertThat(next().orElseThrow()).contains("3 sealers would be left").contains("add another");
    assertThat(lists.sent).isEmpty();
  }

  @Test
  void withoutAQuorumNothingIsSent() {
    // When
    sights.replaceAll(
        (node, s) ->
            new NodeSight(
                s.id(), s.height(), s.hash(), 700, Set.of(), s.sealers(), 3, 0, true, 0, 0));

    // Then
    assertThat(next()).contains("no sealer answers yet that hears a quorum");
    assertThat(lists.sent).isEmpty();
  }

  @Test
  void whatTheChainRefusesIsSaid() {
    // Given
    lists.observers.clear();
    lists.status = 16;

    // Then
    assertThatThrownBy(this::next)
        .isInstanceOf(LedgerException.Refused.class)
        .hasMessage("observer-1 is made known: no");
  }

  @Test
  void withoutChecksTheConsensusContractIsCalledItself() throws Exception {
    // Given
    scenario = scenario(Map.of("authCheck", "false"));
    lists.observers.clear();

    // When
    next(new BigInteger("12").toString());

    // Then
    assertThat(only().at("/data/to").asText())
        .isEqualTo("0x0000000000000000000000000000000000001003");
    assertThat(only().at("/data/nonce").asText()).isEqualTo("12");
  }

  @Test
  void anObserverThatLeavesOrIsNobodysIsForgottenAndNotTakenInAgain() throws Exception {
    // Given
    leaving.add(OBSERVER);

    // Then
    assertThat(next()).contains("observer-1 is forgotten");
    assertThat(only().at("/data/input").asText())
        .endsWith(hex(call(new Governance(true).remove(new NodeId(id(OBSERVER))))));
    lists.observers.remove(id(OBSERVER));
    lists.sent.clear();
    assertThat(next()).isEmpty();

    // When somebody is on its list of whom nobody knows any more
    lists.observers.add("ab".repeat(64));

    // Then
    assertThat(next()).contains("x" + "ab".repeat(8) + "-1 is forgotten");
  }
}
