package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.PackDescriptor;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Resources;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EthereumPackTest {
  private static final EthereumPack PACK = new EthereumPack();

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(FrameworkPack.class))
        .singleElement()
        .isInstanceOf(EthereumPack.class);
  }

  @Test
  void theCatalogueShowsWhatCanBeOrdered() throws Exception {
    // When
    PackDescriptor descriptor = PACK.descriptor();

    // Then
    assertThat(descriptor.name()).isEqualTo("ethereum");
    assertThat(descriptor.versions()).containsExactly("qbft-1");
    assertThat(descriptor.tiers()).containsExactly(Tier.DEDICATED);
    assertThat(descriptor.software())
        .containsExactly(new Software("besu", "25.11.0"), new Software("goquorum", "22.7.4"))
        .isEqualTo(PACK.software(Specs.usual()));
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
  void whatTheCatalogueStartsWithCanBeOrdered() {
    // Given
    Map<String, Integer> usual =
        PACK.descriptor().roles().stream()
            .collect(Collectors.toMap(PackDescriptor.Role::name, PackDescriptor.Role::usual));

    // Then
    assertThat(PACK.check(Specs.with(usual, Map.of()))).isEmpty();
  }

  @Test
  void onlyRpcNodesAreOpenToTheGateway() {
    // When
    NetworkPlan plan = PACK.plan(Specs.usual());

    // Then
    assertThat(plan.nodes())
        .allSatisfy(
            node ->
                assertThat(node.ports())
                    .containsExactly(
                        new Port("p2p", 30303, Port.Protocol.TCP, Port.Exposure.PEERS),
                        new Port(
                            "rpc",
                            8545,
                            Port.Protocol.TCP,
                            node.role().equals("rpc")
                                ? Port.Exposure.GATEWAY
                                : Port.Exposure.ADMIN)));
    assertThat(plan.nodes())
        .extracting(PlannedNode::resources)
        .containsOnly(new Resources(250, 512, 10));
  }

  @Property(tries = 60)
  void aPlanHasItsNodesInOrderAndABudgetThatLeavesAQuorum(
      @ForAll @IntRange(min = 1, max = 3) int faults,
      @ForAll @IntRange(min = 1, max = 5) int rpcs) {
    // Given
    int validators = 3 * faults + 1;

    // When
    NetworkPlan plan =
        PACK.plan(Specs.with(Map.of("validator", validators, "rpc", rpcs), Map.of()));

    // Then
    assertThat(plan.nodes()).hasSize(validators + rpcs);
    assertThat(plan.nodes().get(0).name()).isEqualTo(new NodeName("validator-1"));
    assertThat(plan.nodes().get(validators).name()).isEqualTo(new NodeName("rpc-1"));
    assertThat(plan.nodes()).extracting(PlannedNode::name).doesNotHaveDuplicates();
    NetworkPlan.ConsensusGroup group = plan.groups().get(0);
    assertThat(plan.groups()).hasSize(1);
    assertThat(group.faultBudget()).isEqualTo(faults);
    assertThat(group.members())
        .isEqualTo(
            plan.nodes().stream()
                .filter(n -> n.group().equals(Optional.of(group.name())))
                .map(PlannedNode::name)
                .toList())
        .hasSize(validators);
    int quorum = (2 * validators + 2) / 3;
    assertThat(validators - group.faultBudget()).isGreaterThanOrEqualTo(quorum);
  }

  @Test
  void aClientThatItDoesNotKnowIsRefused() {
    // Given
    Scenario scenario =
        Scenario.parse(
            """
            network: n000000000001
            software: {name: geth, version: "1.13.15"}
            born: "2026-01-02T03:04:05Z"
            order: {validator: 1}
            parameters: {}
            storageGib: 1
            nodes:
              validator-1: {cityNode: local-1, hosts: {INSIDE: 127.88.1.1}}
            """);

    // Then
    assertThatThrownBy(() -> PACK.render(scenario.input(PACK)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no Ethereum client: geth 1.13.15");
  }

  @Test
  void theSameSpecGivesTheSamePlan() {
    assertThat(new EthereumPack().plan(Specs.usual())).isEqualTo(PACK.plan(Specs.usual()));
  }
}
