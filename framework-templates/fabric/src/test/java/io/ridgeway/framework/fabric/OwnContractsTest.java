package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.fabric.chaincode.Endorsement.Channels;
import io.ridgeway.framework.fabric.chaincode.Endorsement.OutOf;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.contract.Endorsement;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Contracts that a tenant brought, beside the one that a channel may start from, or after it. */
class OwnContractsTest {
  private static final UnaryOperator<String> HOST = name -> name + ".example";
  private static final ForeignCode JAR = ForeignCode.jar("ab".repeat(32), 100);
  private static final Contract BOOK =
      new Contract(2, "trade-book", "1.0", 1, Optional.empty(), JAR);

  private final FabricPack pack = new FabricPack();
  private final NetworkSpec spec =
      TestNetwork.spec(
          "3.1",
          Map.of("orderer", 1, "peer", 2, "observer", 1, "contract", 2),
          Map.of("organisations", "beta,alpha", "observers", "regulator", "contract", "notary"));
  private final TestNetwork born = TestNetwork.of(pack, spec, HOST);

  @Test
  void membersEndorseAndWhoOnlyWatchesDoesNot() {
    assertThat(pack.endorsers(spec)).containsExactly("alpha", "beta");
    assertThat(pack.bornContract(spec))
        .hasValueSatisfying(
            contract -> {
              assertThat(contract.name()).isEqualTo("notary");
              assertThat(contract.version()).isEqualTo("1");
            });
  }

  @Test
  void eachMemberHasAServiceForEachContractByItsNumber() {
    // Given
    Roster roster = Roster.UNCHANGED.coming(Contract.STEM, 1, List.of());

    // Then
    assertThat(pack.plan(spec, roster).nodes())
        .filteredOn(node -> node.role().equals("contract"))
        .extracting(node -> node.name().value(), PlannedNode::standing)
        .containsExactlyInAnyOrder(
            tuple("contract-alpha-1", Standing.ADMITTED),
            tuple("contract-beta-1", Standing.ADMITTED),
            tuple("contract-alpha-2", Standing.JOINING),
            tuple("contract-beta-2", Standing.JOINING));
  }

  @Test
  void aVersionThatTookAnothersPlaceIsAloneAfterwards() {
    // Given
    Roster roster = Roster.UNCHANGED.coming(Contract.STEM, 1, List.of(1)).settled();

    // Then
    assertThat(pack.plan(spec, roster).names())
        .contains(new NodeName("contract-alpha-2"))
        .doesNotContain(new NodeName("contract-alpha-1"));
  }

  @Test
  void servicesRunTheTenantsCodeAndNobodyElseIsTouched() {
    // Given
    Map<NodeName, Workload> before = workloads(born.input());
    Roster roster = Roster.UNCHANGED.coming(Contract.STEM, 1, List.of());

    // When
    Map<NodeName, Workload> during = workloads(running(born.changed(pack, roster, HOST), BOOK));

    // Then
    assertThat(during).containsAllEntriesOf(before);
    Workload service = during.get(new NodeName("contract-alpha-2"));
    assertThat(service.code()).contains(JAR);
    assertThat(service.software()).isEqualTo(ForeignCode.Kind.JAR.software());
    assertThat(service.arguments()).isEmpty();
    assertThat(service.environment())
        .containsEntry("CHAINCODE_SERVER_ADDRESS", "{{bind}}:9999")
        .hasEntrySatisfying(
            "CORE_CHAINCODE_ID_NAME", id -> assertThat(id).startsWith("trade-book.2-alpha:"));
    assertThat(during.get(new NodeName("contract-beta-2")).environment())
        .as("each member's package names its own service")
        .doesNotContainEntry(
            "CORE_CHAINCODE_ID_NAME", service.environment().get("CORE_CHAINCODE_ID_NAME"));
    assertThat(during.get(new NodeName("contract-alpha-1")).code()).isEmpty();
  }

  @Test
  void aServiceThatNobodyBroughtIsNotMadeUp() {
    Roster roster = Roster.UNCHANGED.coming(Contract.STEM, 1, List.of());
    assertThatThrownBy(() -> pack.render(born.changed(pack, roster, HOST).input()))
        .hasMessageContaining("contract-beta-2 has no contract to run");
  }

  @Test
  void theChannelAgreesOnWhatWasAskedFor() {
    // Given
    Contract next =
        new Contract(
            3,
            "trade-book",
            "1.1",
            2,
            Optional.of(new Endorsement(1, List.of("beta", "alpha"))),
            JAR);

    // Then
    assertThat(Contracts.definition(BOOK).endorsement()).isEqualTo(new Channels());
    assertThat(Contracts.definition(next))
        .satisfies(
            definition -> {
              assertThat(definition.version()).isEqualTo("1.1");
              assertThat(definition.sequence()).isEqualTo(2);
              assertThat(definition.endorsement())
                  .isEqualTo(new OutOf(1, List.of("alpha", "beta")));
            });
  }

  private static RenderInput running(TestNetwork network, Contract contract) {
    RenderInput input = network.input();
    return new RenderInput(
        input.network(),
        input.spec(),
        input.plan(),
        input.placement(),
        input.addresses(),
        input.identities(),
        input.birth(),
        input.software(),
        List.of(contract));
  }

  private Map<NodeName, Workload> workloads(RenderInput input) {
    Map<NodeName, Workload> all = new TreeMap<>();
    pack.render(input).forEach(d -> d.workloads().forEach(w -> all.put(w.name(), w)));
    return all;
  }
}
