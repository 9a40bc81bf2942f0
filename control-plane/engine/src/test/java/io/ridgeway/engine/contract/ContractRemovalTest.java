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
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.Resources;
import io.ridgeway.model.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contracts are taken off again. */
class ContractRemovalTest {
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
  void whatRunsCanBeTakenOffAndBroughtAgain() {
    // Given
    over(deploy("1.0"));
    over(deploy("1.1"));

    // When
    Operation removal = desk.remove(office.admin, office.tenant, network, "book");

    // Then it runs until its services have ended
    assertThat(removal.kind()).isEqualTo(Operation.Kind.CONTRACT);
    assertThat(office.done()).startsWith("contract.remove");
    assertThat(standings())
        .containsExactly(Map.entry(1, Standing.GONE), Map.entry(2, Standing.LEAVING));
    over(removal);
    assertThat(states()).containsExactly("1.1 2 REMOVED", "1.0 1 REPLACED");
    assertThat(
            Refused.as(
                    ProblemType.CONFLICT,
                    () -> desk.remove(office.admin, office.tenant, network, "book"))
                .detail())
        .contains("No version of book runs");

    // When
    over(deploy("1.2"));

    // Then the ledger goes on counting
    assertThat(states()).containsExactly("1.2 3 RUNNING", "1.1 2 REPLACED", "1.0 1 REPLACED");
  }

  @Test
  void whatIsNotTheTenantsToTakeOffStays() {
    // Given
    office.framework.born = Optional.of(new BornContract("book", "1"));

    // Then
    assertThat(
            Refused.as(
                    ProblemType.CONFLICT,
                    () -> desk.remove(office.admin, office.tenant, network, "book"))
                .detail())
        .contains("was ordered with");
    Refused.as(
        ProblemType.NOT_FOUND, () -> desk.remove(office.admin, office.tenant, network, "other"));
    Refused.as(
        ProblemType.FORBIDDEN, () -> desk.remove(office.developer, office.tenant, network, "book"));

    // When a version of their own took its place
    over(deploy("2"));
    over(desk.remove(office.admin, office.tenant, network, "book"));

    // Then
    assertThat(standings())
        .containsExactly(Map.entry(1, Standing.GONE), Map.entry(2, Standing.GONE));
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
