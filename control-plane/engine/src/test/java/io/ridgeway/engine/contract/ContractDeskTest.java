package io.ridgeway.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Quote;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.catalogue.CityNodeEntry.Heard;
import io.ridgeway.engine.catalogue.Frameworks.BornContract;
import io.ridgeway.engine.change.Beginning;
import io.ridgeway.engine.contract.ContractDesk.State;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.OneCollection;
import io.ridgeway.engine.fake.OneFramework;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.contract.Endorsement;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.Step;
import io.ridgeway.model.network.Operation.StepState;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.Resources;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContractDeskTest {
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
  private final NetworkId network = office.order("tea").network();

  @BeforeEach
  void aNetworkThatIsReady() {
    office.framework.organisations = List.of("alpha", "beta");
    hears(JARS);
    office.finish(network);
  }

  @Test
  void theFirstVersionIsKeptAndItsServicesAreToCome() {
    // When
    Operation operation = deploy("1.0");

    // Then
    assertThat(operation.kind()).isEqualTo(Operation.Kind.CONTRACT);
    assertThat(standings()).containsExactly(Map.entry(1, Standing.JOINING));
    assertThat(office.network(network).fence()).as("passes under way must stop").isEqualTo(2);
    assertThat(desk.list(office.viewer, office.tenant, network))
        .singleElement()
        .satisfies(
            shown -> {
              assertThat(shown.state()).isEqualTo(State.DEPLOYING);
              assertThat(shown.version().contract().sequence()).isEqualTo(1);
              assertThat(shown.version().broughtBy()).isEqualTo("dev");
              assertThat(shown.version().operation()).isEqualTo(operation.id());
              assertThat(jar(shown.version().contract().code().reference())).isEqualTo(Jars.good());
            });
    assertThat(office.done()).startsWith("contract.deploy");
  }

  @Test
  void theNextVersionTakesThePlaceOfTheOneBefore() {
    // Given
    over(deploy("1.0"));

    // When
    Operation next = deploy("1.1");

    // Then the one before runs until the ledger has agreed
    assertThat(standings())
        .containsExactly(Map.entry(1, Standing.LEAVING), Map.entry(2, Standing.JOINING));
    assertThat(states()).containsExactly("1.1 2 DEPLOYING", "1.0 1 RUNNING");

    // When
    over(next);

    // Then
    assertThat(states()).containsExactly("1.1 2 RUNNING", "1.0 1 REPLACED");
  }

  @Test
  void theContractOfTheStartIsReplacedByTheTenantsOwn() {
    // Given
    office.framework.born = Optional.of(new BornContract("book", "1"));

    // When, Then
    refused(ProblemType.CONFLICT, brought("1"), "There is a version 1 of book");
    over(deploy("2"));
    assertThat(states()).containsExactly("2 2 RUNNING");
    assertThat(standings())
        .containsExactly(Map.entry(1, Standing.GONE), Map.entry(2, Standing.ADMITTED));
  }

  @Test
  void whatIsOnItsWayCanBeTakenBackUntilTheLedgerIsTold() {
    // Given
    over(deploy("1.0"));
    Operation stuck = deploy("1.1");

    // When
    Operation removal = desk.withdraw(office.developer, office.tenant, network, "book", "1.1");

    // Then
    assertThat(operation(stuck.id()).state()).isEqualTo(Operation.State.SUPERSEDED);
    assertThat(standings())
        .containsExactly(Map.entry(1, Standing.ADMITTED), Map.entry(2, Standing.GONE));
    assertThat(states()).containsExactly("1.1 2 WITHDRAWN", "1.0 1 RUNNING");

    // When the next one comes, it has the sequence that the one before never got
    over(removal);
    Operation told = deploy("1.2");
    assertThat(states()).startsWith("1.2 2 DEPLOYING");
    office.store.runAsSystem(
        () ->
            office.store.operations.update(
                with(told, List.of(new Step("join", StepState.RUNNING, "", none(), none())))));

    // Then
    assertThat(
            Refused.as(
                    ProblemType.CONFLICT,
                    () -> desk.withdraw(office.developer, office.tenant, network, "book", "1.2"))
                .detail())
        .contains("is being told of book 1.2 already");
    Refused.as(
        ProblemType.CONFLICT,
        () -> desk.withdraw(office.developer, office.tenant, network, "book", "1.0"));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.withdraw(office.developer, office.tenant, network, "book", "9"));
  }

  @Test
  void badInputIsRefusedAndNothingIsKept() {
    over(deploy("1.0"));

    refused(ProblemType.CONFLICT, brought("1.0"), "There is a version 1.0 of book");
    refused(
        ProblemType.CONFLICT,
        new Brought("book", "2", Optional.of(3), Optional.empty(), new Brought.Jar(Jars.good())),
        "is at sequence 1 here, so the next version has 2, not 3");
    refused(
        ProblemType.INVALID,
        new Brought(
            "book",
            "2",
            Optional.empty(),
            Optional.of(new Endorsement(1, List.of("alpha", "gamma"))),
            new Brought.Jar(Jars.good())),
        "No organisation gamma runs contracts in this network: name some of alpha, beta.");
    refused(
        ProblemType.INVALID,
        new Brought(
            "no spaces", "", Optional.empty(), Optional.empty(), new Brought.Jar(Jars.good())),
        "A contract's name has");
    refused(
        ProblemType.INVALID,
        new Brought(
            "book", "2", Optional.empty(), Optional.empty(), new Brought.Jar(Jars.text("no"))),
        "is no jar");
    refused(
        ProblemType.INVALID,
        new Brought(
            "book", "2", Optional.empty(), Optional.empty(), new Brought.Image("firm/book:2")),
        "by registry, path and digest");
    assertThat(states()).containsExactly("1.0 1 RUNNING");
    assertThat(office.done().stream().filter("contract.deploy"::equals)).hasSize(1);
  }

  @Test
  void codeOfTenantsIsRefusedWhereTheCityNodeDoesNotRunIt() {
    // Given
    hears(new Software("anything", "1"));

    // Then
    refused(ProblemType.INVALID, brought("1.0"), "local-1 runs no jars of tenants");
    refused(
        ProblemType.INVALID,
        new Brought(
            "book",
            "1.0",
            Optional.empty(),
            Optional.empty(),
            new Brought.Image("registry.example.com/firm/book@sha256:" + "ab".repeat(32))),
        "local-1 runs no images of tenants");
  }

  @Test
  void otherWorkIsWaitedForAndOtherFrameworksTakeNone() {
    deploy("1.0");
    refused(ProblemType.CONFLICT, brought("1.1"), "(CONTRACT) is under way");
    office.framework.organisations = List.of();
    refused(ProblemType.INVALID, brought("1.1"), "take no contracts this way");
  }

  @Test
  void whatThereIsNoRoomForIsRefused() {
    office.framework.missing.add(new Violation("cityNodes", "There is no room."));
    refused(ProblemType.INVALID_SPEC, brought("1.0"), "There is no room.");
    assertThat(states()).isEmpty();
  }

  @Test
  void nobodyGoesWhomAContractThatRunsWaitsFor() {
    // Given
    over(
        desk.deploy(
            office.developer,
            office.tenant,
            network,
            new Brought(
                "book",
                "1.0",
                Optional.empty(),
                Optional.of(new Endorsement(2, List.of("alpha", "beta"))),
                new Brought.Jar(Jars.good()))));
    office.framework.organisations = List.of("alpha");

    // Then
    assertThat(Refused.as(ProblemType.INVALID_SPEC, this::moreThroughput).detail())
        .contains("book 1.0 names beta in its endorsement");

    // When
    office.framework.organisations = List.of("alpha", "beta", "gamma");
    // Then
    assertThat(moreThroughput().spec().tps()).isEqualTo(11);
  }

  private Quote moreThroughput() {
    return office.quotes.quoteChange(
        office.viewer,
        office.tenant,
        network,
        spec ->
            spec.becoming(
                spec.framework(),
                spec.nodes(),
                spec.parameters(),
                spec.cityNodes(),
                11,
                spec.storageGib()));
  }

  @Test
  void viewersLookAndStrangersSeeNothing() {
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> desk.deploy(office.viewer, office.tenant, network, brought("1.0")));
    TenantId own = office.tenants.signUp(office.stranger, "Other", "US").id();
    Refused.as(
        ProblemType.NOT_FOUND, () -> desk.deploy(office.stranger, own, network, brought("1.0")));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.list(office.stranger, own, network));
    Refused.as(
        ProblemType.NOT_FOUND, () -> desk.history(office.viewer, office.tenant, network, "book"));
  }

  private void refused(ProblemType type, Brought brought, String why) {
    assertThat(
            Refused.as(type, () -> desk.deploy(office.developer, office.tenant, network, brought))
                .detail())
        .contains(why);
  }

  @Test
  void collectionsAreCheckedKeptAndTakenAlong() {
    // Given
    Brought first =
        new Brought(
            "book",
            "1.0",
            Optional.empty(),
            Optional.empty(),
            new Brought.Jar(Jars.good()),
            Optional.of(" shared "));
    refused(ProblemType.INVALID, first, "have no collections of private data");
    office.framework.privateRules = Optional.of(new OneCollection());

    // When
    over(desk.deploy(office.developer, office.tenant, network, first));

    // Then
    assertThat(
            desk.list(office.viewer, office.tenant, network)
                .get(0)
                .version()
                .contract()
                .collections())
        .contains("shared");
    refused(ProblemType.INVALID, brought("1.1"), "Take shared along.");
  }

  private Operation deploy(String version) {
    return desk.deploy(office.developer, office.tenant, network, brought(version));
  }

  private static Brought brought(String version) {
    return new Brought(
        "book", version, Optional.empty(), Optional.empty(), new Brought.Jar(Jars.good()));
  }

  private List<String> states() {
    Actor viewer = office.viewer;
    return desk.list(viewer, office.tenant, network).stream()
        .map(
            shown ->
                shown.version().contract().version()
                    + " "
                    + shown.version().contract().sequence()
                    + " "
                    + shown.state())
        .toList();
  }

  private Map<Integer, Standing> standings() {
    return office
        .network(network)
        .made()
        .roster()
        .stems()
        .getOrDefault(Contract.STEM, new TreeMap<>());
  }

  private byte[] jar(String sha256) {
    return office.store.asSystem(() -> office.store.contracts.jar(network, sha256));
  }

  private Operation operation(OperationId id) {
    return office.store.asSystem(() -> office.store.operations.find(id).orElseThrow());
  }

  /** As the reconciler leaves it. */
  private void over(Operation operation) {
    office.store.runAsSystem(
        () -> {
          office.store.operations.update(
              operation.ended(Operation.State.SUCCEEDED, office.clock.instant()));
          Network now = office.store.networks.get(network);
          office.store.networks.keep(now.with(now.made().changed(now.made().roster().settled())));
        });
  }

  private static Operation with(Operation o, List<Step> steps) {
    return new Operation(
        o.id(),
        o.tenant(),
        o.network(),
        o.kind(),
        o.state(),
        steps,
        "",
        o.requestedAt(),
        Optional.empty());
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
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
