package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Lineup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.HostPort;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.fisco.bcos.sdk.jni.utilities.tx.TransactionBuilderJniObj;
import org.fisco.bcos.sdk.v3.crypto.CryptoSuite;
import org.fisco.bcos.sdk.v3.crypto.keypair.CryptoKeyPair;
import org.fisco.bcos.sdk.v3.model.CryptoType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The steps by which members come and go. The chain is its lists alone; no real node has run. */
class MembershipTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FiscoBcosPack PACK = new FiscoBcosPack();
  private static final NodeName SEALER = new NodeName("sealer-5");
  private static final NodeName OBSERVER = new NodeName("observer-1");

  /** What a chain would answer, and what it was sent. */
  private final class Lists implements Asking {
    private final Set<String> sealers = new TreeSet<>();
    private final Set<String> observers = new TreeSet<>();
    private final List<String> sent = new ArrayList<>();
    private int status;
    private String rules = "3.14.0";

    @Override
    public NodeName node() {
      return new NodeName("sealer-1");
    }

    @Override
    public JsonNode ask(String method, List<?> parameters) {
      assertThat(parameters.subList(0, 2)).isEqualTo(List.of("group0", ""));
      ArrayNode ids = JSON.createArrayNode();
      switch (method) {
        case "getSealerList" -> sealers.forEach(id -> ids.addObject().put("nodeID", id));
        case "getObserverList" -> observers.forEach(ids::add);
        case "getSystemConfigByKey" -> {
          return JSON.createObjectNode().put("value", rules);
        }
        case "sendTransaction" -> {
          sent.add(parameters.get(2).toString());
          return JSON.createObjectNode().put("status", status).put("message", "no");
        }
        default -> throw new AssertionError(method);
      }
      return ids;
    }
  }

  private final Lists lists = new Lists();
  private final Map<NodeName, NodeSight> sights = new TreeMap<>();
  private final Map<NodeName, Map<String, HostPort>> nodes = new TreeMap<>();
  private final List<NodeName> voters = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private final Set<NodeName> leaving = new TreeSet<>();
  private Cryptography cryptography = Cryptography.STANDARD;
  private Scenario scenario = scenario(Map.of());

  private Scenario scenario(Map<String, String> parameters) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.put("cryptography", cryptography.parameter());
    return Scenario.local("3.16", 4, 1, all);
  }

  private TestIdentities made() {
    List<NodeName> names = new ArrayList<>();
    PACK.plan(scenario.spec()).nodes().forEach(n -> names.add(n.name()));
    names.add(SEALER);
    return TestIdentities.seeded(FiscoIdentities.plan(cryptography, names));
  }

  private String id(NodeName node) {
    return made().identities().key(node).publicKey();
  }

  @BeforeEach
  void fourSealersAndAnObserver() {
    for (int i = 1; i <= 4; i++) {
      NodeName sealer = NodeName.of("sealer", i);
      voters.add(sealer);
      lists.sealers.add(id(sealer));
    }
    lists.observers.add(id(OBSERVER));
    voters.forEach(node -> runs(node, 700));
    runs(OBSERVER, 700);
  }

  private void runs(NodeName node, long height) {
    nodes.put(node, Map.of());
    Set<String> all = voters.stream().map(this::id).collect(Collectors.toSet());
    sights.put(
        node, new NodeSight(id(node), height, "b", height, all, lists.sealers, 3, 0, true, 0, 0));
  }

  private Optional<String> next() {
    return next("4711");
  }

  private Optional<String> next(String nonce) {
    RenderInput input = scenario.input(PACK, scenario.identities(PACK).identities());
    LedgerEndpoints endpoints = new LedgerEndpoints(input.network(), nodes, voters, input.birth());
    return new Membership(endpoints, Chain.of(input.birth()), new Governor(made()), () -> nonce)
        .next(sights, Map.of(new NodeName("sealer-1"), lists));
  }

  private Optional<String> raise() {
    return raise(Map.of(new NodeName("sealer-1"), lists));
  }

  private Optional<String> raise(Map<NodeName, ? extends Asking> doors) {
    RenderInput input = scenario.input(PACK, scenario.identities(PACK).identities());
    LedgerEndpoints endpoints = new LedgerEndpoints(input.network(), nodes, voters, input.birth());
    return new Rules(endpoints, Chain.of(input.birth()), new Governor(made()), () -> "4712")
        .next(sights, doors);
  }

  /** Signs as custody does, by the SDK's own hands. */
  private final class Governor implements Administrators {
    private final TestIdentities made;

    Governor(TestIdentities made) {
      this.made = made;
    }

    @Override
    public Identities identities() {
      return made.identities();
    }

    @Override
    public Lineup lineup() {
      List<PlannedNode> all =
          PACK.plan(scenario.spec()).nodes().stream()
              .map(
                  n ->
                      leaving.contains(n.name())
                          ? new PlannedNode(
                              n.name(),
                              n.role(),
                              n.resources(),
                              n.ports(),
                              n.group(),
                              Standing.LEAVING)
                          : n)
              .toList();
      return new Lineup(all, new Addresses(List.of()));
    }

    @Override
    public Optional<NetworkSpec> ordered() {
      return Optional.of(scenario.spec());
    }

    @Override
    public Signature sign(String key, ToSign what, String reason) {
      assertThat(key).isEqualTo("governor");
      reasons.add(reason);
      byte[] secret = made.secrets().get(identities().key(key).id());
      boolean guomi = cryptography == Cryptography.GUOMI;
      assertThat(what).isInstanceOf(guomi ? ToSign.Message.class : ToSign.Digest.class);
      CryptoSuite suite = suite();
      CryptoKeyPair pair = suite.loadKeyPair(HexFormat.of().formatHex(secret));
      byte[] all = suite.sign(what.bytes(), pair).encode();
      return guomi
          ? new Signature(Curve.SM2, Arrays.copyOf(all, 64))
          : new Signature(Curve.SECP256K1, all);
    }
  }

  private CryptoSuite suite() {
    return new CryptoSuite(
        cryptography == Cryptography.GUOMI ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE);
  }

  private JsonNode only() throws Exception {
    assertThat(lists.sent).hasSize(1);
    return JSON.readTree(TransactionBuilderJniObj.decodeTransactionToJsonObj(lists.sent.get(0)));
  }

  private byte[] call(Governance.Act act) {
    return act.input(cryptography);
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

  private static String hex(JsonNode bytes) {
    StringBuilder hex = new StringBuilder();
    bytes.forEach(b -> hex.append("%02x".formatted(b.asInt() & 0xff)));
    return hex.toString();
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

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
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

  @Test
  void rulesAreRaisedOnceAllAnswerAndNeverLowered() throws Exception {
    // Given
    assertThat(raise()).as("nobody ordered any").isEmpty();
    scenario = scenario(Map.of("compatibilityVersion", "3.16.0"));
    NodeSight observer = sights.remove(OBSERVER);

    // Then
    assertThat(raise()).contains("observer-1 must answer before the rules are raised to 3.16.0");
    assertThat(lists.sent).isEmpty();

    // When
    sights.put(OBSERVER, observer);

    // Then
    assertThat(raise()).contains("the rules are raised to 3.16.0");
    assertThat(only().at("/data/input").asText())
        .endsWith(hex(call(new Governance(true).compatibility("3.16.0"))));
    assertThat(reasons).containsExactly("the rules are raised to 3.16.0");
    lists.rules = "3.16.0";
    assertThat(raise()).isEmpty();
    lists.rules = "3.16.4";
    assertThat(raise()).isEmpty();
    lists.rules = "";
    assertThat(raise()).contains("the chain doesn't say by which rules it goes");
    assertThat(lists.sent).hasSize(1);
  }

  @Test
  void whoDoesNotAnswerIsNotAskedByWhichRulesTheChainGoes() {
    // Given
    scenario = scenario(Map.of("compatibilityVersion", "3.16.0"));
    lists.rules = "3.16.0";
    Asking silent =
        new Asking() {
          @Override
          public NodeName node() {
            return new NodeName("sealer-1");
          }

          @Override
          public JsonNode ask(String method, List<?> parameters) {
            throw new LedgerException.Unreachable("it is away");
          }
        };
    Map<NodeName, Asking> doors = new TreeMap<>();
    doors.put(new NodeName("sealer-1"), silent);
    doors.put(new NodeName("sealer-2"), lists);
    sights.remove(new NodeName("sealer-1"));

    // Then
    assertThat(raise(doors)).isEmpty();
    sights.clear();
    assertThat(raise(doors))
        .contains("a node must answer before it is known by which rules the chain goes");
  }
}
