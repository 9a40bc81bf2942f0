package io.ridgeway.engine.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Quote;
import io.ridgeway.engine.account.Metering;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a change that a member refused. */
class TurningBackTest {
  private final Office office = new Office();
  private final NetworkId id = office.order("tea").network();
  private final TurningBack turningBack =
      new TurningBack(
          office.store.networks,
          office.store.operations,
          office.store.orders,
          new Asking(office.store.approvals, office.clock),
          new Metering(office.store.usage),
          office.store.audit,
          office.store.schedule,
          office.clock);

  @BeforeEach
  void itRuns() {
    office.finish(id);
  }

  @Test
  void whatNobodyMovesForIsNotOrderedAnyMore() {
    // Given
    NetworkSpec before = office.network(id).spec();
    ordered(spec -> changed(spec, spec.framework(), Map.of("ordering", "bft"), 10));
    Network asked = office.network(id);
    assertThat(asked.made().roster().moves()).isFalse();
    assertThat(asked.spec().parameters()).containsEntry("ordering", "bft");

    // When
    refused();

    // Then
    Network after = office.network(id);
    assertThat(after.spec()).isEqualTo(before);
    assertThat(after.fence()).isEqualTo(asked.fence() + 1);
    assertThat(running()).as("there is nothing to bring about").isEmpty();
  }

  @Test
  void aReleaseThatNodesRunStays() {
    // Given
    ordered(spec -> changed(spec, new Framework("ethereum", "2"), spec.parameters(), 10));
    Network asked = office.network(id);

    // When
    refused();

    // Then
    assertThat(office.network(id).spec()).isEqualTo(asked.spec());
    assertThat(office.network(id).fence()).isEqualTo(asked.fence() + 1);
  }

  @Test
  void volumesThatHaveGrownStayAsTheyAre() {
    // Given
    ordered(
        spec ->
            changed(
                spec.with(Map.of("validator", 5, "rpc", 1)),
                spec.framework(),
                spec.parameters(),
                40));

    // When
    refused();

    // Then
    Network after = office.network(id);
    assertThat(after.spec().nodes()).containsEntry("validator", 4);
    assertThat(after.spec().storageGib()).isEqualTo(40);
    assertThat(after.made().roster().moves()).as("who came leaves").isTrue();
    assertThat(running()).map(Operation::kind).contains(Operation.Kind.CHANGE);
  }

  @Test
  void theyStayAlsoWhereNobodyMoves() {
    // Given
    ordered(spec -> changed(spec, spec.framework(), Map.of("ordering", "bft"), 40));

    // When
    refused();

    // Then
    assertThat(office.network(id).spec().parameters()).isEmpty();
    assertThat(office.network(id).spec().storageGib()).isEqualTo(40);
  }

  private static NetworkSpec changed(
      NetworkSpec spec, Framework framework, Map<String, String> parameters, int gib) {
    return spec.becoming(framework, spec.nodes(), parameters, spec.cityNodes(), spec.tps(), gib);
  }

  private void ordered(UnaryOperator<NetworkSpec> change) {
    Quote quote = office.quotes.quoteChange(office.viewer, office.tenant, id, change);
    office.orders.place(office.admin, office.tenant, quote.id(), true, "change", "digest");
  }

  private Optional<Operation> running() {
    return office.store.asSystem(() -> office.store.operations.running(id));
  }

  private void refused() {
    Operation failed =
        running().orElseThrow().ended(Operation.State.FAILED, office.clock.instant());
    office.store.runAsSystem(() -> turningBack.turn(office.store.networks.get(id), failed));
  }
}
