package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {
  @Test
  void anOrderMeansItsNodes() {
    // Given
    NetworkSpec spec =
        TestNetwork.spec(
            "3.1",
            Map.of("orderer", 3, "peer", 4, "observer", 1),
            Map.of("organisations", "alpha, beta", "observers", "regulator"));

    // When
    NetworkPlan plan = Topology.of(spec).plan();

    // Then
    assertThat(Topology.check(spec)).isEmpty();
    assertThat(plan.nodes())
        .extracting(node -> node.name().value())
        .containsExactly(
            "orderer-1",
            "orderer-2",
            "orderer-3",
            "peer-alpha-1",
            "peer-alpha-2",
            "peer-beta-1",
            "peer-beta-2",
            "observer-regulator-1");
    assertThat(plan.nodes())
        .extracting(PlannedNode::group)
        .startsWith(Optional.of("ordering"), Optional.of("ordering"), Optional.of("ordering"))
        .endsWith(Optional.empty());
    // As many as the order counts, so that what is priced is what is built.
    assertThat(plan.nodes()).hasSize(spec.nodeCount());
  }

  @Test
  void eachMemberRunsTheContractThatTheChannelStartsFrom() {
    // Given
    Map<String, String> parameters =
        Map.of("organisations", "alpha,beta", "observers", "regulator", "contract", "notary");

    // When
    NetworkSpec spec =
        TestNetwork.spec(
            "3.1", Map.of("orderer", 1, "peer", 2, "observer", 1, "contract", 2), parameters);

    // Then
    assertThat(Topology.check(spec)).isEmpty();
    assertThat(Topology.of(spec).plan().nodes())
        .filteredOn(node -> node.role().equals("contract"))
        .extracting(node -> node.name().value(), node -> node.resources().storageGib())
        .containsExactly(tuple("contract-alpha-1", 0L), tuple("contract-beta-1", 0L));
    assertThat(
            Topology.check(
                TestNetwork.spec(
                    "3.1", Map.of("orderer", 1, "peer", 2, "observer", 1), parameters)))
        .containsExactly(
            new Violation("nodes.contract", "Each of 2 members runs the contract: choose 2."));
    assertThat(
            Topology.check(
                TestNetwork.spec(
                    "3.1",
                    Map.of("orderer", 1, "peer", 2, "contract", 2),
                    Map.of("organisations", "alpha,beta"))))
        .containsExactly(
            new Violation(
                "nodes.contract",
                "There is no contract to run: say which in parameters.contract, or 0."));
  }

  @ParameterizedTest
  @CsvSource({"raft,1,0", "raft,3,1", "raft,5,2", "bft,4,1", "bft,7,2"})
  void aGroupOfOrderersBearsItsLosses(String ordering, int orderers, int losses) {
    // When
    NetworkPlan plan = Topology.of(spec("3.1", orderers, "ordering", ordering)).plan();

    // Then
    assertThat(plan.groups()).hasSize(1);
    assertThat(plan.groups().get(0).faultBudget()).isEqualTo(losses);
    assertThat(plan.groups().get(0).members()).hasSize(orderers);
  }

  @Test
  void nodesComeAndGoByTheirNumbers() {
    // Given
    Map<String, Integer> nodes = Map.of("orderer", 3, "peer", 4, "contract", 2);
    NetworkSpec spec =
        TestNetwork.spec("3.1", nodes, Map.of("organisations", "alpha,beta", "contract", "notary"));
    Roster moving =
        Roster.UNCHANGED
            .replacing(new NodeName("orderer-2"), 3)
            .replacing(new NodeName("peer-beta-1"), 2);

    // When
    NetworkPlan during = Topology.of(spec, moving).plan();
    NetworkPlan after = Topology.of(spec, moving.settled()).plan();

    // Then
    assertThat(during.nodes())
        .extracting(n -> n.name().value(), PlannedNode::standing)
        .contains(
            tuple("orderer-2", Standing.LEAVING),
            tuple("orderer-4", Standing.JOINING),
            tuple("peer-beta-1", Standing.LEAVING),
            tuple("peer-beta-2", Standing.ADMITTED),
            tuple("peer-beta-3", Standing.JOINING),
            tuple("contract-beta-1", Standing.ADMITTED));
    assertThat(during.groups().get(0).members()).hasSize(4);
    assertThat(during.groups().get(0).faultBudget()).isEqualTo(1);
    assertThat(during.identities().keys())
        .extracting(IdentityPlan.PlannedKey::name)
        .contains("orderer-2", "orderer-2-tls", "orderer-4", "orderer-4-tls", "peer-beta-3-tls");
    assertThat(after.nodes())
        .extracting(n -> n.name().value())
        .containsExactly(
            "orderer-1",
            "orderer-3",
            "orderer-4",
            "peer-alpha-1",
            "peer-alpha-2",
            "peer-beta-2",
            "peer-beta-3",
            "contract-alpha-1",
            "contract-beta-1");
    // What was rendered from a plan is what the roster meant.
    assertThat(Topology.of(spec, during)).isEqualTo(Topology.of(spec, moving));
  }

  @Test
  void anOrganisationThatIsNamedNoMoreGoesWithAllThatItHas() {
    // Given
    NetworkSpec to =
        TestNetwork.spec(
            "3.1",
            Map.of("orderer", 3, "peer", 2, "contract", 2),
            Map.of("organisations", "alpha,gamma", "contract", "notary"));
    Roster roster =
        Roster.UNCHANGED.toward(
            Map.of("orderer", 1, "peer-alpha", 1, "peer-beta", 1, "observer-regulator", 1),
            Map.of("orderer", 3, "peer-alpha", 1, "peer-gamma", 1));

    // When
    NetworkPlan during = Topology.of(to, roster).plan();
    NetworkPlan after = Topology.of(to, roster.settled()).plan();

    // Then
    assertThat(during.nodes())
        .extracting(n -> n.name().value(), PlannedNode::role, PlannedNode::standing)
        .containsExactly(
            tuple("orderer-1", "orderer", Standing.ADMITTED),
            tuple("orderer-2", "orderer", Standing.JOINING),
            tuple("orderer-3", "orderer", Standing.JOINING),
            tuple("peer-alpha-1", "peer", Standing.ADMITTED),
            tuple("peer-gamma-1", "peer", Standing.JOINING),
            tuple("peer-beta-1", "peer", Standing.LEAVING),
            tuple("observer-regulator-1", "observer", Standing.LEAVING),
            tuple("contract-alpha-1", "contract", Standing.ADMITTED),
            tuple("contract-gamma-1", "contract", Standing.ADMITTED),
            tuple("contract-beta-1", "contract", Standing.LEAVING));
    assertThat(during.groups().get(0).faultBudget()).as("of the one that was there").isZero();
    // Who leaves signs and is reached until the channel has let it go.
    assertThat(during.identities().authorities())
        .extracting(IdentityPlan.PlannedAuthority::name)
        .contains("beta-ca", "beta-tlsca", "gamma-ca", "regulator-ca");
    assertThat(during.identities().keys())
        .extracting(IdentityPlan.PlannedKey::name)
        .contains("beta-admin", "peer-beta-1", "contract-beta-1-tls", "gamma-admin");
    assertThat(Topology.of(to, during)).isEqualTo(Topology.of(to, roster));
    assertThat(after.nodes())
        .extracting(n -> n.name().value())
        .containsExactly(
            "orderer-1",
            "orderer-2",
            "orderer-3",
            "peer-alpha-1",
            "peer-gamma-1",
            "contract-alpha-1",
            "contract-gamma-1");
    assertThat(after.identities().keys())
        .extracting(IdentityPlan.PlannedKey::name)
        .noneMatch(key -> key.contains("beta"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 6, 7})
  void raftIsOfOneThreeOrFive(int orderers) {
    assertThat(Topology.check(spec("2.5", orderers, "ordering", "raft")))
        .containsExactly(
            new Violation(
                "nodes.orderer",
                "Raft orderers can't number "
                    + orderers
                    + ": choose 1, 3 or 5. More than half of them must agree, so an even count"
                    + " bears no more losses than the odd one below it; one bears none."));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 6, 8})
  void bftIsOfFourOrSeven(int orderers) {
    assertThat(Topology.check(spec("3.1", orderers, "ordering", "bft")))
        .containsExactly(
            new Violation(
                "nodes.orderer",
                "BFT orderers can't number "
                    + orderers
                    + ": choose 4 or 7. BFT bears f faulty ones of 3f + 1; fewer than four bear"
                    + " none, and the counts between bear no more."));
  }

  @Test
  void bftIsNotOfFabric25() {
    assertThat(Topology.check(spec("2.5", 4, "ordering", "bft")))
        .containsExactly(
            new Violation(
                "parameters.ordering",
                "Fabric 2.5 knows no BFT ordering: choose raft, or fabric 3.1."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Alpha", "al_pha", "-alpha", "alpha-", "1alpha", "alpha.beta", "阿", "a b"})
  void anOrganisationsNameIsADnsLabel(String name) {
    assertThat(Topology.check(spec("3.1", 3, "organisations", name + ",beta")))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("parameters.organisations");
              assertThat(violation.message())
                  .startsWith("'" + name + "' can't name an organisation:")
                  .endsWith("(a DNS label).");
            });
  }

  @Test
  void aNameStandsForOneOrganisation() {
    messages(
        spec("3.1", 3, "organisations", "alpha,alpha"),
        "'alpha' is named twice: each organisation has a name of its own.");
    messages(
        spec("3.1", 3, "organisations", "alpha,orderer"),
        "'orderer' is the organisation of the orderers: choose another name.");
    messages(
        spec("3.1", 3, "organisations", "alpha,"),
        "'' can't name an organisation: use 1 to 20 of a-z, 0-9 and '-', a letter first and no '-'"
            + " at the end, because its nodes are reached by it (a DNS label).");
  }

  @Test
  void peersAreSharedEvenly() {
    messages(
        TestNetwork.spec(
            "3.1", Map.of("orderer", 1, "peer", 3), Map.of("organisations", "alpha,beta")),
        "Each of 2 in organisations has as many of them, 1 to 4: choose a multiple of 2, not 3.");
    messages(
        TestNetwork.spec(
            "3.1",
            Map.of("orderer", 1, "peer", 1),
            Map.of("organisations", "alpha", "observers", "regulator")),
        "Each of 1 in observers has as many of them, 1 to 4: choose a multiple of 1, not 0.");
    messages(
        TestNetwork.spec(
            "3.1",
            Map.of("orderer", 1, "peer", 1, "observer", 1),
            Map.of("organisations", "alpha")),
        "Name the organisations that the observers belong to.");
  }

  @Test
  void whatIsUnknownIsRefusedWithWhatIsKnown() {
    messages(
        TestNetwork.spec(
            "1.4",
            Map.of("orderer", 1, "peer", 1, "miner", 1),
            Map.of("organisations", "alpha", "colour", "red")),
        "There is no such version of fabric; there is 3.1, 2.5.",
        "There is no parameter of that name; there are organisations, observers, administrators,"
            + " authorities, tlsAuthorities, channel, ordering, contract, host, stateDatabase,"
            + " batchTimeoutMillis, batchTransactions.",
        "There is no role of that name; there are orderer, peer, observer, contract.");
    messages(
        spec("3.1", 3, "stateDatabase", "mongodb"),
        "stateDatabase must be leveldb or couchdb. Where a peer keeps the newest value of each key:"
            + " leveldb within itself, or couchdb beside it, which contracts can ask by what values"
            + " hold. CouchDB takes half of a peer's storage.");
    messages(
        spec("3.1", 3, "ordering", "kafka"),
        "ordering must be raft or bft. By raft orderers bear others that stop; by bft also some"
            + " that lie, which takes Fabric 3.");
    messages(
        spec("3.1", 3, "batchTransactions", "0"),
        "batchTransactions must be a whole number from 1 to 5000. A block is closed at so many"
            + " transactions, whatever the time.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Trade", "1trade", "tr_ade", "-trade", "tr ade", "贸易"})
  void aChannelIsNamedAsFabricWantsIt(String name) {
    messages(
        spec("3.1", 3, "channel", name),
        "channel must be of the right form. The name of the channel that all organisations join: 1"
            + " to 63 of a-z, 0-9, '-' and '.', a letter first.");
  }

  @Test
  void aNetworkIsNoLargerThanItIsOffered() {
    messages(
        TestNetwork.spec(
            "3.1", Map.of("orderer", 1, "peer", 24), Map.of("organisations", "a,b,c,d,e,f")),
        "A network has at most 20 of them, not 24.");
  }

  @Test
  void nothingIsMadeOfAWrongOrder() {
    assertThatThrownBy(() -> Topology.of(spec("2.5", 2, "ordering", "raft")))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("Raft orderers can't number 2");
  }

  private static void messages(NetworkSpec spec, String... messages) {
    assertThat(Topology.check(spec)).extracting(Violation::message).isEqualTo(List.of(messages));
  }

  /** Two members with a peer each, but for one parameter. */
  private static NetworkSpec spec(String version, int orderers, String parameter, String value) {
    Map<String, String> parameters = new HashMap<>(Map.of("organisations", "alpha,beta"));
    parameters.put(parameter, value);
    return TestNetwork.spec(version, Map.of("orderer", orderers, "peer", 2), parameters);
  }
}
