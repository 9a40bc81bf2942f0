package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.Lineup;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.HostPort;
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

/**
 * Four sealers and an observer of a chain that is its lists alone, and its governor. No real node
 * has run.
 */
abstract class MembersCase {
  static final ObjectMapper JSON = new ObjectMapper();
  static final FiscoBcosPack PACK = new FiscoBcosPack();
  static final NodeName SEALER = new NodeName("sealer-5");
  static final NodeName OBSERVER = new NodeName("observer-1");

  /** What a chain would answer, and what it was sent. */
  final class Lists implements Asking {
    final Set<String> sealers = new TreeSet<>();
    final Set<String> observers = new TreeSet<>();
    final List<String> sent = new ArrayList<>();
    int status;
    String rules = "3.14.0";

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

  final Lists lists = new Lists();
  final Map<NodeName, NodeSight> sights = new TreeMap<>();
  final Map<NodeName, Map<String, HostPort>> nodes = new TreeMap<>();
  final List<NodeName> voters = new ArrayList<>();
  final List<String> reasons = new ArrayList<>();
  final Set<NodeName> leaving = new TreeSet<>();
  Cryptography cryptography = Cryptography.STANDARD;
  Scenario scenario = scenario(Map.of());

  Scenario scenario(Map<String, String> parameters) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.put("cryptography", cryptography.parameter());
    return Scenario.local("3.16", 4, 1, all);
  }

  TestIdentities made() {
    List<NodeName> names = new ArrayList<>();
    PACK.plan(scenario.spec()).nodes().forEach(n -> names.add(n.name()));
    names.add(SEALER);
    return TestIdentities.seeded(FiscoIdentities.plan(cryptography, names));
  }

  String id(NodeName node) {
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

  void runs(NodeName node, long height) {
    nodes.put(node, Map.of());
    Set<String> all = voters.stream().map(this::id).collect(Collectors.toSet());
    sights.put(
        node, new NodeSight(id(node), height, "b", height, all, lists.sealers, 3, 0, true, 0, 0));
  }

  /** Signs as custody does, by the SDK's own hands. */
  final class Governor implements Administrators {
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

  CryptoSuite suite() {
    return new CryptoSuite(
        cryptography == Cryptography.GUOMI ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE);
  }

  JsonNode only() throws Exception {
    assertThat(lists.sent).hasSize(1);
    return JSON.readTree(TransactionBuilderJniObj.decodeTransactionToJsonObj(lists.sent.get(0)));
  }

  byte[] call(Governance.Act act) {
    return act.input(cryptography);
  }

  static String hex(JsonNode bytes) {
    StringBuilder hex = new StringBuilder();
    bytes.forEach(b -> hex.append("%02x".formatted(b.asInt() & 0xff)));
    return hex.toString();
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
