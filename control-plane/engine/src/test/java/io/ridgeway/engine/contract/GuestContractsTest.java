package io.ridgeway.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.catalogue.CityNodeEntry.Heard;
import io.ridgeway.engine.catalogue.Frameworks.BornContract;
import io.ridgeway.engine.change.Beginning;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.OneFramework;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.contract.Endorsement;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Roster.Member;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Resources;
import io.ridgeway.model.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a network that lives on another tenant's nodes takes of contracts. */
class GuestContractsTest {
  private static final Software JARS = ForeignCode.Kind.JAR.software();

  private final Office office = new Office();
  private final ContractDesk desk =
      new ContractDesk(
          office.store,
          new Access(office.store, office.store.memberships),
          office.store.networks,
          new Beginning(
              office.store.networks,
              office.store.operations,
              office.store.audit,
              office.store.schedule,
              office.clock),
          office.store.operations,
          office.store.contracts,
          office.store.cityNodes,
          office.framework,
          office.clock);
  private final Actor hostess = Office.person("hana");
  private final TenantId operators = office.tenants.signUp(hostess, "Standing Nodes", "US").id();
  private final NetworkId host = NetworkId.next();
  private final NetworkId guest = NetworkId.next();

  @BeforeEach
  void aGuestThatIsReady() {
    office.framework.organisations = List.of("alpha", "beta");
    hears(JARS);
    live(operators, host, dedicated());
    live(office.tenant, guest, shared(1));
    lives(guest, host);
    word(new Hosting(5, true));
  }

  @Test
  void aGuestBringsWhatItsHostsMembersEndorse() {
    // When
    Operation operation = deploy("book", "1.0");

    // Then
    assertThat(operation.kind()).isEqualTo(Operation.Kind.CONTRACT);
    assertThat(desk.endorsers(office.viewer, office.tenant, guest))
        .containsExactly("alpha", "beta");
    assertThat(desk.whyNone(office.viewer, office.tenant, guest)).isEmpty();
    assertThat(
            office.network(guest).made().roster().of(Contract.STEM, 0).stream()
                .map(Member::name)
                .map(Object::toString))
        .containsExactly("contract-1");
    refused(
        new Brought(
            "notes",
            "1",
            Optional.empty(),
            Optional.of(new Endorsement(1, List.of("tea"))),
            new Brought.Jar(Jars.good())),
        ProblemType.INVALID,
        "No organisation tea runs contracts in this network: name some of alpha, beta.");
  }

  @Test
  void withoutTheAddOnItSaysHowToGetIt() {
    office.framework.noContracts = Optional.of("Order a network with nodes.contract: 1 to 8.");

    refused(brought("book", "1.0"), ProblemType.CONFLICT, "Order a network with nodes.contract");
    assertThat(desk.whyNone(office.viewer, office.tenant, guest))
        .contains("Order a network with nodes.contract: 1 to 8.");
    assertThat(desk.list(office.viewer, office.tenant, guest)).isEmpty();
  }

  @Test
  void noMoreRunAtOnceThanWereOrdered() {
    // Given
    over(deploy("book", "1.0"));

    // Then
    refused(brought("notes", "1.0"), ProblemType.CONFLICT, "was ordered with 1 contracts");
    assertThat(deploy("book", "1.1").kind()).isEqualTo(Operation.Kind.CONTRACT);
  }

  @Test
  void aHostThatSaysNoTakesNone() {
    word(new Hosting(5, true).takingContracts(false));

    refused(brought("book", "1.0"), ProblemType.CONFLICT, "takes no contracts of guests there");
    assertThat(desk.whyNone(office.viewer, office.tenant, guest)).isPresent();
  }

  @Test
  void theHostsOwnContractKeepsItsName() {
    office.framework.born = Optional.of(new BornContract("depositary", "1"));

    refused(
        brought("depositary", "2.0"),
        ProblemType.CONFLICT,
        "The channel runs a contract named depositary already, which is its host's");
    // Then it counts as none of the guest's own
    over(deploy("book", "1.0"));
    assertThat(desk.list(office.viewer, office.tenant, guest))
        .extracting(shown -> shown.version().contract().number())
        .containsExactly(1);
  }

  @Test
  void badInputIsRefusedAndNothingIsKept() {
    refused(
        new Brought(
            "book", "1", Optional.empty(), Optional.empty(), new Brought.Jar(Jars.text("no"))),
        ProblemType.INVALID,
        "is no jar");
    refused(
        new Brought(
            "book",
            "1",
            Optional.empty(),
            Optional.empty(),
            new Brought.Jar(Jars.good()),
            Optional.of("[]")),
        ProblemType.INVALID,
        "On shared nodes a contract keeps no private data");
    hears(new Software("anything", "1"));
    refused(brought("book", "1"), ProblemType.INVALID, "local-1 runs no jars of tenants");
    assertThat(desk.list(office.viewer, office.tenant, guest)).isEmpty();
  }

  @Test
  void withoutAHostThereIsNothingToBringItTo() {
    NetworkId early = NetworkId.next();
    live(office.tenant, early, shared(1));

    assertThat(
            Refused.as(
                    ProblemType.CONFLICT,
                    () ->
                        desk.deploy(office.developer, office.tenant, early, brought("book", "1.0")))
                .detail())
        .contains("has no host yet");
    assertThat(desk.endorsers(office.viewer, office.tenant, early)).isEmpty();
  }

  @Test
  void whoeverOwnsTheHostBringsNothingToItsGuests() {
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.deploy(hostess, operators, guest, brought("book", "1.0")));
  }

  private Operation deploy(String name, String version) {
    return desk.deploy(office.developer, office.tenant, guest, brought(name, version));
  }

  private void refused(Brought brought, ProblemType type, String why) {
    assertThat(
            Refused.as(type, () -> desk.deploy(office.developer, office.tenant, guest, brought))
                .detail())
        .contains(why);
  }

  private static Brought brought(String name, String version) {
    return new Brought(
        name, version, Optional.empty(), Optional.empty(), new Brought.Jar(Jars.good()));
  }

  private static NetworkSpec dedicated() {
    return spec("standing", Tier.DEDICATED, Map.of("validator", 4));
  }

  private static NetworkSpec shared(int contracts) {
    return spec("tea", Tier.SHARED, Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, contracts));
  }

  private static NetworkSpec spec(String name, Tier tier, Map<String, Integer> nodes) {
    return new NetworkSpec(
        name, new Framework("ethereum", "1"), tier, nodes, Map.of(), List.of(Office.CITY), 5, 2);
  }

  private void live(TenantId tenant, NetworkId id, NetworkSpec spec) {
    office.store.runInTenant(
        tenant,
        () -> {
          office.store.networks.insert(Network.ordered(id, tenant, spec, office.clock.instant()));
          office.store.operations.insert(
              Operation.begun(tenant, id, Operation.Kind.CREATE, office.clock.instant()));
        });
    change(id, network -> network.with(network.made().placed(here(), OneFramework.SOFTWARE)));
    office.finish(id);
  }

  private static Placement here() {
    return new Placement(Map.of(new NodeName("validator-1"), Office.CITY), List.of(), false);
  }

  private void lives(NetworkId on, NetworkId its) {
    change(
        on, n -> n.with(n.made().hostedBy(its, new Placement(Map.of(), List.of("there"), false))));
  }

  private void word(Hosting word) {
    change(host, network -> network.with(network.made().hosting(word)));
  }

  private void change(NetworkId id, UnaryOperator<Network> how) {
    office.store.runAsSystem(
        () -> office.store.networks.keep(how.apply(office.store.networks.get(id))));
  }

  private void over(Operation operation) {
    change(
        guest, network -> network.with(network.made().changed(network.made().roster().settled())));
    office.store.runAsSystem(
        () ->
            office.store.operations.update(
                operation.ended(Operation.State.SUCCEEDED, office.clock.instant())));
  }

  private void hears(Software software) {
    Resources plenty = new Resources(64_000, 65_536, 1_000);
    office.store.runAsSystem(
        () ->
            office.store.cityNodes.heard(
                Office.CITY,
                new Heard(
                    new Capacity(plenty, plenty),
                    Set.of(OneFramework.SOFTWARE, software),
                    office.clock.instant(),
                    "")));
  }
}
