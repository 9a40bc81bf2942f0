package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.fabric.lab.TestCustody;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Viewpoint;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What runs for a channel on others' nodes that brought a contract of its own. */
class GuestContractsTest {
  private static final CityNodeId HERE = new CityNodeId("local-1");
  private static final ForeignCode JAR = ForeignCode.jar("ab".repeat(32), 100);
  private static final Contract BOOK =
      new Contract(1, "trade-book", "1.0", 1, Optional.empty(), JAR);

  private final FabricPack pack = new FabricPack();
  private final Hosting hosting = pack.hosting().orElseThrow();
  private final NetworkSpec host =
      TestNetwork.spec(
          "3.1",
          Map.of("orderer", 1, "peer", 2, "contract", 2),
          Map.of("organisations", "beta,alpha", "contract", "notary"));
  private final NetworkSpec guest =
      GuestSpecTest.guest(Map.of("organisations", "firm"))
          .with(Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, 2));
  private final Roster roster = Roster.UNCHANGED.coming(Contract.STEM, 0, List.of()).settled();

  @Test
  void theAddOnSaysHowManyMayRun() {
    assertThat(pack.check(guest)).isEmpty();
    assertThat(pack.whyNoContracts(guest)).isEmpty();
    assertThat(pack.whyNoContracts(GuestSpecTest.guest(Map.of("organisations", "firm"))))
        .hasValueSatisfying(why -> assertThat(why).contains("nodes.contract: 1 to 8"));
    assertThat(pack.whyNoContracts(host)).isEmpty();
    assertThat(pack.check(guest.with(Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, 9))))
        .extracting(Violation::field)
        .containsExactly("nodes.contract");
    assertThat(pack.check(guest.with(Map.of(NetworkSpec.CONTRACT, 1))))
        .extracting(Violation::field)
        .containsExactly("nodes");
  }

  @Test
  void eachMemberOfTheHostHasAServiceOfTheGuests() {
    NetworkPlan plan = hosting.plan(guest, roster, host);

    assertThat(plan.nodes())
        .extracting(node -> node.name().value())
        .containsExactly("contract-alpha-1", "contract-beta-1");
    assertThat(plan.nodes()).allMatch(PlannedNode::foreign);
    assertThat(plan.identities().authorities())
        .extracting("name")
        .containsExactly("firm-ca", "firm-tlsca");
    assertThat(plan.identities().certificates())
        .filteredOn(certificate -> certificate.reachedAt().isPresent())
        .extracting("authority")
        .containsOnly("firm-tlsca");
    assertThat(hosting.plan(guest, Roster.UNCHANGED, host)).isEqualTo(pack.plan(guest));
  }

  @Test
  void noKeyOfItIsNamedAsOneOfTheHosts() {
    assertThat(hosting.plan(guest, roster, host).identities().keys())
        .extracting(PlannedKey::name)
        .doesNotContainAnyElementsOf(
            pack.plan(host).identities().keys().stream().map(PlannedKey::name).toList());
  }

  @Test
  void servicesHaveTheGuestsKeysAndNothingOfTheHosts() {
    // Given
    NetworkPlan plan = hosting.plan(guest, roster, host);
    TestCustody custody = new TestCustody(plan.identities(), node -> List.of("127.0.0.9"));

    // When
    List<Deployment> deployments = pack.render(input(plan, custody.identities()));

    // Then
    assertThat(deployments)
        .singleElement()
        .satisfies(
            deployment -> {
              assertThat(deployment.cityNode()).isEqualTo(HERE);
              assertThat(deployment.together()).isTrue();
            });
    Map<NodeName, Workload> services =
        deployments.get(0).workloads().stream()
            .collect(Collectors.toMap(Workload::name, workload -> workload));
    Workload service = services.get(new NodeName("contract-alpha-1"));
    assertThat(service.code()).contains(JAR);
    assertThat(service.software()).isEqualTo(ForeignCode.Kind.JAR.software());
    assertThat(service.secrets())
        .extracting(SecretFile::key)
        .containsExactly(custody.identities().key("contract-alpha-1-guest").id());
    assertThat(service.environment().get("CORE_CHAINCODE_ID_NAME"))
        .as("it is the package that the host's peers install")
        .isEqualTo(
            Contracts.installed(
                    BOOK,
                    "alpha",
                    at("contract-alpha-1"),
                    custody.identities().root("firm-tlsca").pem())
                .id());
    assertThat(services).containsKey(new NodeName("contract-beta-1")).hasSize(2);
  }

  @Test
  void itRunsOnWhatItsHostsCityNodeHas() {
    assertThat(pack.software(guest)).containsExactly(Release.of("3.1").orElseThrow().software());
  }

  private RenderInput input(NetworkPlan plan, Identities identities) {
    Map<NodeName, CityNodeId> places = new TreeMap<>();
    plan.nodes().forEach(node -> places.put(node.name(), HERE));
    return new RenderInput(
        new NetworkId("nfirm00000000"),
        guest,
        plan,
        new Placement(places, List.of(), false),
        new Addresses(
            plan.nodes().stream()
                .map(
                    node ->
                        new Address(
                            node.name(),
                            Roles.SERVICE,
                            Map.of(Viewpoint.INSIDE, at(node.name().value()))))
                .toList()),
        identities,
        TestNetwork.of(pack, host, name -> name + ".example").input().birth(),
        pack.software(guest).get(0),
        List.of(BOOK));
  }

  private static HostPort at(String node) {
    return new HostPort(node + ".example", 9999);
  }
}
