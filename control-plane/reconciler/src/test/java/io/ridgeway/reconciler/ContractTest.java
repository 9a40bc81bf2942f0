package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.contract.ContractDesk;
import io.ridgeway.engine.fake.OutsideAdministrator;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contracts that a tenant brings to a network that runs. */
class ContractTest {
  @Test
  void aContractsServiceRunsBeforeTheLedgerIsToldAndTheOneBeforeGoesAfterwards() {
    // Given
    World world = new World().created().ofTenantsCode();
    Reconciler reconciler = world.reconciler();

    // When
    world.bring("1.0");
    world.converge(reconciler);

    // Then
    assertThat(world.operation().kind()).isEqualTo(Operation.Kind.CONTRACT);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(services(world)).containsExactly("contract-1");
    assertThat(world.ledger.contracts).containsExactly("book 1.0");
    assertThat(world.deployments())
        .flatExtracting(d -> d.workloads())
        .filteredOn(w -> w.code().isPresent())
        .extracting(Workload::role)
        .containsOnly("contract");

    // When
    world.bring("1.1");
    world.converge(reconciler);

    // Then
    assertThat(services(world)).containsExactly("contract-2");
    assertThat(world.ledger.contracts).containsExactly("book 1.1");
  }

  @Test
  void whatIsTakenOffRunsNowhereAndTheNextVersionDoes() {
    // Given
    World world = removed();
    Reconciler reconciler = world.reconciler();

    // When
    world.converge(reconciler);

    // Then
    assertRemoved(world);

    // When
    world.bring("1.1");
    world.converge(reconciler);

    // Then
    assertThat(services(world)).containsExactly("contract-2");
    assertThat(world.ledger.contracts).containsExactly("book 1.1");
  }

  @Test
  void aRemovalConvergesWhereverTheProcessDies() {
    assertThat(new Disturbed(ContractTest::removed).byDeath(ContractTest::assertRemoved))
        .contains("after " + FaultPort.APPLY, "after " + FaultPort.JOIN);
  }

  private static World removed() {
    World world = new World().created().ofTenantsCode();
    world.bring("1.0");
    world.converge(world.reconciler());
    world.desks.contracts().remove(world.admin, world.tenant, world.network, "book");
    return world;
  }

  private static void assertRemoved(World world) {
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().state()).isInstanceOf(Ready.class);
    assertThat(services(world)).isEmpty();
    assertThat(world.ledger.contracts).isEmpty();
    assertThat(world.network().made().placement().orElseThrow().nodes().keySet())
        .noneMatch(node -> node.value().startsWith("contract"));
  }

  @Test
  void aVersionThatIsTakenBackLeavesTheOneBeforeAsItWas() {
    // Given a version whose service waits for a city node that isn't heard
    World world = new World().created().ofTenantsCode();
    Reconciler reconciler = world.reconciler();
    world.bring("1.0");
    world.converge(reconciler);
    world.provider.cut.add(World.NORTH);
    world.provider.cut.add(World.SOUTH);
    world.bring("1.1");
    world.run(reconciler, Duration.ofSeconds(30));

    // When
    world.desks.contracts().withdraw(world.admin, world.tenant, world.network, "book", "1.1");
    world.provider.cut.clear();
    world.converge(reconciler);

    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(services(world)).containsExactly("contract-1");
    assertThat(world.network().made().placement().orElseThrow().nodes().keySet())
        .extracting(Object::toString)
        .contains("contract-1")
        .doesNotContain("contract-2");
    assertThat(
            world.desks.contracts().list(world.admin, world.tenant, world.network).stream()
                .map(ContractDesk.Shown::state))
        .containsExactly(ContractDesk.State.WITHDRAWN, ContractDesk.State.RUNNING);
  }

  @Test
  void aVersionThatAMemberRefusesLeavesTheOneBeforeAndItsSequenceIsFree() {
    // Given
    World world = new World().created().ofTenantsCode();
    Reconciler reconciler = world.reconciler();
    world.bring("1.0");
    world.converge(reconciler);
    world.ledger.elsewhere.add("beta");
    world.ledger.asksForContracts = true;
    world.bring("1.1");
    world.run(reconciler, Duration.ofMinutes(2));
    assertThat(world.operation().message()).startsWith("Waits for the signature of beta");
    assertThat(world.ledger.contracts).containsExactly("book 1.0");

    // When
    world
        .desks
        .approvals()
        .refuse(
            world.admin, world.tenant, world.network, world.asked().get(0).id(), "not this one");
    world.converge(reconciler);

    // Then
    assertThat(services(world)).containsExactly("contract-1");
    assertThat(world.ledger.contracts).containsExactly("book 1.0");
    assertThat(
            world.desks.contracts().list(world.admin, world.tenant, world.network).stream()
                .map(ContractDesk.Shown::state))
        .containsExactly(ContractDesk.State.WITHDRAWN, ContractDesk.State.RUNNING);

    // When the next one is brought and signed
    world.bring("1.2");
    world.run(reconciler, Duration.ofMinutes(2));
    world.asked().stream()
        .filter(approval -> approval.state() == Approval.State.PENDING)
        .forEach(
            approval ->
                world
                    .desks
                    .approvals()
                    .sign(
                        world.admin,
                        world.tenant,
                        world.network,
                        approval.id(),
                        OutsideAdministrator.sign(approval.request().toSign())));
    world.converge(reconciler);

    // Then
    assertThat(world.ledger.contracts).containsExactly("book 1.2");
    assertThat(services(world)).containsExactly("contract-3");
    assertThat(
            world
                .desks
                .contracts()
                .list(world.admin, world.tenant, world.network)
                .get(0)
                .version()
                .contract()
                .sequence())
        .isEqualTo(2);
  }

  @Test
  void anUpgradeConvergesWhereverTheProcessDies() {
    assertThat(new Disturbed(ContractTest::ready).byDeath(ContractTest::assertUpgraded))
        .contains("after " + FaultPort.APPLY, "after " + FaultPort.JOIN);
  }

  /** With a version that runs, and the next one brought. */
  private static World ready() {
    World world = new World().created().ofTenantsCode();
    world.bring("1.0");
    world.converge(world.reconciler());
    world.bring("1.1");
    return world;
  }

  private static void assertUpgraded(World world) {
    assertThat(services(world)).containsExactly("contract-2");
    assertThat(world.ledger.contracts).containsExactly("book 1.1");
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().made().roster().moves()).isFalse();
  }

  private static List<String> services(World world) {
    return world.cities.stream()
        .flatMap(city -> city.open().observe(world.network).workloads().stream())
        .map(ObservedWorkload::name)
        .map(Object::toString)
        .filter(name -> name.startsWith("contract-"))
        .toList();
  }
}
