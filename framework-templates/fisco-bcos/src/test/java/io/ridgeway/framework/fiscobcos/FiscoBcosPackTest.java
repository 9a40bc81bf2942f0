package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.PackDescriptor;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.fiscobcos.conformance.Specification;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Tier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FiscoBcosPackTest {
  private static final FiscoBcosPack PACK = new FiscoBcosPack();

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(FrameworkPack.class))
        .hasExactlyElementsOfTypes(FiscoBcosPack.class);
  }

  @Test
  void knowsTheReleasesThatHaveASpecification() throws Exception {
    // When
    PackDescriptor descriptor = PACK.descriptor();

    // Then
    assertThat(descriptor.name()).isEqualTo("fisco-bcos");
    assertThat(descriptor.versions())
        .containsExactlyInAnyOrderElementsOf(Specification.VERSIONS)
        .startsWith("3.16");
    assertThat(descriptor.tiers()).containsExactly(Tier.DEDICATED);
    assertThat(descriptor.roles())
        .allSatisfy(role -> assertThat(role.allowed()).contains(role.usual()).isSorted());
    JsonNode properties =
        new ObjectMapper().readTree(descriptor.parametersSchema()).path("properties");
    assertThat(properties)
        .isNotEmpty()
        .allSatisfy(
            property -> {
              assertThat(property.path("title").asText()).isNotBlank();
              assertThat(property.path("description").asText()).isNotBlank();
            });
  }

  @Test
  void eachReleaseRunsOnTheNodeThatItsSpecificationIsOf() {
    for (String version : Specification.VERSIONS) {
      assertThat(PACK.software(Scenario.local(version, 4, 0, Map.of()).spec()))
          .containsExactly(new Software("fisco-bcos", Specification.of(version).release()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4, pbft, 0, 1",
    "7, pbft, 0, 2",
    "10, pbft, 0, 3",
    "7, rpbft, 4, 1",
    "10, rpbft, 7, 2",
    "10, rpbft, 10, 3",
  })
  void theBudgetLeavesAQuorumOfThoseThatTakePart(
      int sealers, String consensus, int taking, int budget) {
    // Given
    Map<String, String> parameters = new HashMap<>(Map.of("consensus", consensus));
    if (taking > 0) {
      parameters.put("epochSealers", String.valueOf(taking));
    }

    // When
    NetworkPlan plan = PACK.plan(Scenario.local("3.16", sealers, 2, parameters).spec());

    // Then
    NetworkPlan.ConsensusGroup group = plan.groups().get(0);
    assertThat(plan.groups()).hasSize(1);
    assertThat(group.members()).hasSize(sealers).allMatch(n -> n.value().startsWith("sealer-"));
    assertThat(group.faultBudget()).isEqualTo(budget);
    assertThat(plan.nodes()).hasSize(sealers + 2);
    assertThat(plan.nodes().get(sealers).name()).isEqualTo(new NodeName("observer-1"));
    assertThat(plan.nodes().get(sealers).group()).isEmpty();
  }

  @Test
  void peersReachPeersAndTheGatewayReachesTheRpc() {
    assertThat(PACK.plan(Scenario.local("3.16", 4, 1, Map.of()).spec()).nodes())
        .extracting(PlannedNode::ports)
        .containsOnly(
            List.of(
                new Port("p2p", 30300, Port.Protocol.TCP, Port.Exposure.PEERS),
                new Port("rpc", 20200, Port.Protocol.TCP, Port.Exposure.GATEWAY)));
  }

  @Test
  void aChainIsNamedAfterItsNetworkUnlessItIsGivenAName() {
    assertThat(born("3.16", Map.of()).get("chainId")).isEqualTo("n00000000demo");
    assertThat(born("3.16", Map.of("chainId", "chain0")).get("chainId")).isEqualTo("chain0");
  }

  @Test
  void theWholeGenesisIsInTheBirthRecord() {
    // Given
    Scenario scenario = Scenario.local("3.16", 4, 1, Map.of());
    Identities identities = scenario.identities(PACK).identities();

    // When
    RenderInput input = scenario.input(PACK, identities);

    // Then
    assertThat(PACK.render(input).get(0).workloads())
        .hasSize(5)
        .allSatisfy(
            workload ->
                assertThat(workload.files())
                    .anySatisfy(
                        file -> {
                          assertThat(file.name()).isEqualTo("config.genesis");
                          assertThat(file.text()).isEqualTo(input.birth().get("genesis"));
                        }));
    assertThat(input.birth().get("sealers").split(",")).hasSize(4);
  }

  @Test
  void anUpgradeOfTheNodesLeavesTheGenesisAsItIs() {
    // Given
    Scenario old = Scenario.local("3.14", 4, 0, Map.of());
    Scenario young = Scenario.local("3.16", 4, 0, Map.of());
    Identities identities = old.identities(PACK).identities();
    RenderInput before = old.input(PACK, identities);

    // When
    RenderInput after =
        new RenderInput(
            before.network(),
            young.spec(),
            before.plan(),
            before.placement(),
            before.addresses(),
            before.identities(),
            before.birth(),
            PACK.software(young.spec()).get(0));

    // Then
    assertThat(PACK.render(after).get(0).workloads().get(0).files().get(1).text())
        .isEqualTo(before.birth().get("genesis"))
        .contains("compatibility_version=3.14.0");
  }

  @Test
  void runsOnNothingButItsOwnNode() {
    // Given
    Scenario scenario = Scenario.local("3.16", 4, 0, Map.of());
    Identities identities = scenario.identities(PACK).identities();
    RenderInput input = scenario.input(PACK, identities);
    RenderInput other =
        new RenderInput(
            input.network(),
            input.spec(),
            input.plan(),
            input.placement(),
            input.addresses(),
            input.identities(),
            input.birth(),
            new Software("fisco-bcos", "3.12.4"));

    // Then
    assertThatThrownBy(() -> PACK.render(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3.16 runs on fisco-bcos 3.16.4, not on fisco-bcos 3.12.4");
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void applicationsSignWithTheChainsSuite(Cryptography cryptography) {
    // Given
    Scenario scenario =
        Scenario.local("3.16", 4, 0, Map.of("cryptography", cryptography.parameter()));
    Identities identities = scenario.identities(PACK).identities();
    ManagedKey governor = identities.key(FiscoIdentities.GOVERNOR);
    ManagedKey clerk =
        new ManagedKey(
            governor.id(),
            governor.tenant(),
            governor.network(),
            "clerk",
            governor.curve(),
            governor.purpose(),
            governor.publicKey(),
            governor.createdAt());

    // Then
    assertThat(PACK.applicationKeys(scenario.spec())).contains(governor.curve());
    assertThat(PACK.account(clerk)).contains(FiscoIdentities.governor(cryptography, identities));
    assertThat(PACK.account(governor)).isEmpty();
    assertThat(PACK.account(identities.key(FiscoIdentities.GATEWAY))).isEmpty();
    assertThat(PACK.gatewayKey()).contains(FiscoIdentities.GATEWAY);
    assertThat(PACK.whyNotRevoked(scenario.spec())).isPresent();
    assertThat(List.of("governor", "gateway-tls", "sealer-1-tls"))
        .noneMatch(PACK::namesApplications);
  }

  private static BirthRecord born(String version, Map<String, String> parameters) {
    Scenario scenario = Scenario.local(version, 4, 0, parameters);
    return scenario.input(PACK, scenario.identities(PACK).identities()).birth();
  }
}
