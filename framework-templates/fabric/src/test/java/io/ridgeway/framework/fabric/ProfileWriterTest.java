package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.ConnectionProfile;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.Nearness;
import io.ridgeway.framework.fabric.lab.TestAuthority;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProfileWriterTest {
  private static final NetworkSpec SPEC =
      TestNetwork.spec(
          "3.1",
          Map.of("orderer", 3, "peer", 4, "observer", 1),
          Map.of("organisations", "alpha,beta", "observers", "watch", "channel", "trade"));
  private static final Map<String, String> ROOTS =
      Map.of("alpha-tlsca", "PEM of alpha\n", "beta-tlsca", "PEM of beta\n", "watch-tlsca", "W\n");

  private final FabricPack pack = new FabricPack();

  @Test
  void itNamesOrganisationsTheirPeersAndTheRootsOfTheirTls() throws Exception {
    // When
    ConnectionProfile profile = profile("peers.example", Optional.of("beta"));

    // Then
    JsonNode json = new ObjectMapper().readTree(profile.json());
    assertThat(json.at("/client/organization").asText()).isEqualTo("beta");
    assertThat(json.at("/organizations/beta/mspid").asText()).isEqualTo("beta");
    assertThat(json.at("/organizations/alpha/peers"))
        .extracting(JsonNode::asText)
        .containsExactly("peer-alpha-1", "peer-alpha-2");
    assertThat(json.at("/peers/peer-beta-2/url").asText())
        .isEqualTo("grpcs://peer-beta-2.peers.example:7051");
    assertThat(json.at("/peers/peer-beta-2/tlsCACerts/pem").asText()).isEqualTo("PEM of beta\n");
    assertThat(json.at("/channels/trade/peers/peer-alpha-1/endorsingPeer").asBoolean()).isTrue();
    assertThat(json.at("/channels/trade/peers/observer-watch-1/endorsingPeer").isBoolean())
        .isTrue();
    assertThat(json.at("/channels/trade/peers/observer-watch-1/endorsingPeer").asBoolean())
        .isFalse();
    assertThat(json.path("description").asText()).contains("use its native door");
    assertThat(new YAMLMapper().readTree(profile.yaml())).as("the same in YAML").isEqualTo(json);
    assertThat(profile.yaml()).contains("url: grpcs://peer-beta-2.peers.example:7051");
  }

  @Test
  void anApplicationIsTheFirstMembersUnlessItSaysMore() throws Exception {
    assertThat(
            new ObjectMapper()
                .readTree(profile("peers.example", Optional.empty()).json())
                .at("/client/organization")
                .asText())
        .isEqualTo("alpha");
    assertThatThrownBy(() -> profile("peers.example", Optional.of("gamma")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("choose one of alpha, beta, watch");
  }

  @Test
  void itSaysFromWhereThePeersAnswer() {
    assertThat(Nearness.of("Peers", List.of("127.10.0.1"))).contains("and only there");
    assertThat(Nearness.of("Peers", List.of("peer.example", "10.2.0.1")))
        .contains("private addresses");
    assertThat(Nearness.of("Peers", List.of("172.20.1.1"))).contains("private addresses");
    assertThat(Nearness.of("Peers", List.of("peer-1.ns.svc"))).contains("private addresses");
    assertThat(Nearness.of("Peers", List.of("172.32.1.1", "203.0.113.7"))).contains("native door");
  }

  @Test
  void whereNoPeerIsReachedItSaysWhatElseThereIs() {
    LedgerEndpoints none =
        new LedgerEndpoints(new NetworkId("n000000000lab"), Map.of(), List.of(), birth(), ROOTS);

    assertThatThrownBy(() -> pack.connectionProfile(SPEC, none, Optional.empty()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("No peer of alpha is reached")
        .hasMessageContaining("native door");
  }

  @Test
  void itNamesTheGatewayThatPassesOnWhatPeersAreAsked() throws Exception {
    // Given
    LedgerEndpoints none =
        new LedgerEndpoints(new NetworkId("n000000000lab"), Map.of(), List.of(), birth(), ROOTS);

    // When
    JsonNode trusted =
        new ObjectMapper().readTree(through(none, Optional.of("PEM of the gateway\n")).json());
    JsonNode known = new ObjectMapper().readTree(through(none, Optional.empty()).json());

    // Then also where no peer is reached
    assertThat(trusted.at("/x-gateway/url").asText()).isEqualTo("grpcs://gateway.example:7443");
    assertThat(trusted.at("/x-gateway/tlsCACerts/pem").asText()).isEqualTo("PEM of the gateway\n");
    assertThat(trusted.at("/x-gateway/clientCertificate").asText()).isEqualTo("required");
    assertThat(trusted.path("description").asText()).endsWith("call x-gateway.");
    assertThat(trusted.path("peers")).isEmpty();
    String owner = trusted.at("/client/organization").asText();
    assertThat(trusted.at("/organizations/" + owner + "/mspid").asText()).isEqualTo("alpha");
    assertThat(trusted.at("/organizations/" + owner + "/peers").isArray()).isTrue();
    assertThat(known.path("x-gateway").has("tlsCACerts")).isFalse();
    assertThat(
            new ObjectMapper()
                .readTree(profile("peers.example", Optional.empty()).json())
                .has("x-gateway"))
        .isFalse();
  }

  @Test
  void theGatewayIsNamedToNobodyWhoseAuthorityItDoesNotKnow() throws Exception {
    // Given
    NetworkSpec spec =
        TestNetwork.spec(
            "3.1",
            Map.of("orderer", 1, "peer", 2),
            Map.of(
                "organisations",
                "alpha,beta",
                "authorities",
                "beta="
                    + new TestAuthority("beta root")
                        .certificate()
                        .replaceAll("-----[A-Z ]+-----|\\s", "")));
    NodeName peer = new NodeName("peer-beta-1");
    LedgerEndpoints nodes =
        new LedgerEndpoints(
            new NetworkId("n000000000lab"),
            Map.of(peer, Map.of("peer", new HostPort("peers.example", 7051))),
            List.of(),
            birth(),
            ROOTS);
    Optional<ConnectionProfile.Relay> relay =
        Optional.of(new ConnectionProfile.Relay("gateway.example:7443", Optional.empty()));

    // When
    JsonNode alpha = profile(spec, nodes, "alpha", relay);
    JsonNode beta = profile(spec, nodes, "beta", relay);

    // Then
    assertThat(alpha.has("x-gateway")).isTrue();
    assertThat(beta.has("x-gateway")).isFalse();
    assertThat(beta.at("/peers/peer-beta-1/url").asText()).isEqualTo("grpcs://peers.example:7051");
  }

  private JsonNode profile(
      NetworkSpec spec,
      LedgerEndpoints nodes,
      String organisation,
      Optional<ConnectionProfile.Relay> relay)
      throws IOException {
    return new ObjectMapper()
        .readTree(
            pack.connectionProfile(spec, nodes, Optional.of(organisation), relay)
                .orElseThrow()
                .json());
  }

  private ConnectionProfile through(LedgerEndpoints nodes, Optional<String> authority) {
    return pack.connectionProfile(
            SPEC,
            nodes,
            Optional.empty(),
            Optional.of(new ConnectionProfile.Relay("gateway.example:7443", authority)))
        .orElseThrow();
  }

  private ConnectionProfile profile(String domain, Optional<String> organisation) {
    Map<NodeName, Map<String, HostPort>> nodes = new TreeMap<>();
    for (NodeName node : pack.plan(SPEC).nodes().stream().map(n -> n.name()).toList()) {
      if (!node.value().startsWith("orderer")) {
        nodes.put(node, Map.of("peer", new HostPort(node + "." + domain, 7051)));
      }
    }
    return pack.connectionProfile(
            SPEC,
            new LedgerEndpoints(new NetworkId("n000000000lab"), nodes, List.of(), birth(), ROOTS),
            organisation)
        .orElseThrow();
  }

  private static BirthRecord birth() {
    return new BirthRecord(Map.of("channel", "trade"));
  }
}
