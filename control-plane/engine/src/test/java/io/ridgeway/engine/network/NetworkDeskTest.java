package io.ridgeway.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Subscription;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.engine.network.Network.Desire;
import io.ridgeway.engine.order.Order;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkDeskTest {
  private final Office office = new Office();
  private final Order order = office.order("tea");
  private final NetworkId id = order.network();

  @Test
  void aRemovalIsWishedWithARaisedFenceAndTakesTheWayInAtOnce() {
    // Given
    GatewayCredential credential =
        office.credentials.issue(office.developer, office.tenant, id, "shop").credential();
    Network before = office.network(id);
    office.clock.advance(Duration.ofHours(1));

    // When
    Operation operation = office.networks.delete(office.admin, office.tenant, id);

    // Then
    Network after = office.network(id);
    assertThat(after.desire()).isEqualTo(Desire.DELETED);
    assertThat(after.state()).isEqualTo(new NetworkState.Deleting());
    assertThat(after.fence()).isEqualTo(before.fence() + 1);
    assertThat(after.removalAt()).contains(office.clock.instant());
    assertThat(operation.kind()).isEqualTo(Operation.Kind.DELETE);
    assertThat(operation.state()).isEqualTo(Operation.State.RUNNING);
    assertThat(office.credentials.list(office.viewer, office.tenant, id))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.id()).isEqualTo(credential.id());
              assertThat(c.revokedAt()).contains(office.clock.instant());
            });
    assertThat(office.done()).startsWith("network.delete");
  }

  @Test
  void whatWasUnderWayIsSupersededAndTheSubscriptionEnds() {
    // When
    office.networks.delete(office.admin, office.tenant, id);

    // Then
    Operation creation = office.networks.operation(office.viewer, office.tenant, order.operation());
    assertThat(creation.state()).isEqualTo(Operation.State.SUPERSEDED);
    assertThat(creation.finishedAt()).contains(office.clock.instant());
    office.store.runAsSystem(
        () -> {
          assertThat(office.store.orders.subscription(order.subscription()).orElseThrow().state())
              .isEqualTo(Subscription.State.ENDED);
          assertThat(office.store.schedule.invoiceDue(order.subscription()).orElseThrow())
              .isAfter(office.clock.instant());
          assertThat(office.store.schedule.dueNetworks()).contains(id);
        });
  }

  @Test
  void askedAgainItGivesTheSameOperationAlsoOnceTheNetworkIsGone() {
    // Given
    Operation first = office.networks.delete(office.admin, office.tenant, id);
    office.clock.advance(Duration.ofMinutes(1));

    // When, Then
    assertThat(office.networks.delete(office.admin, office.tenant, id)).isEqualTo(first);
    office.store.runAsSystem(
        () ->
            office.store.networks.keep(
                office.store.networks.get(id).with(new NetworkState.Deleted())));
    assertThat(office.networks.delete(office.admin, office.tenant, id)).isEqualTo(first);
    assertThat(office.network(id).fence()).isEqualTo(2);
    assertThat(office.networks.operations(office.viewer, office.tenant, id)).hasSize(2);
  }

  @Test
  void onlyAnAdministratorDeletesAndEveryMemberLooks() {
    // When, Then
    for (Actor actor : List.of(office.developer, office.viewer)) {
      Refused.as(ProblemType.FORBIDDEN, () -> office.networks.delete(actor, office.tenant, id));
      assertThat(office.networks.get(actor, office.tenant, id).id()).isEqualTo(id);
    }
    assertThat(office.network(id).desire()).isEqualTo(Desire.RUNNING);
  }

  @Test
  void anotherTenantsNetworkIsNotThere() {
    // Given
    TenantId own = office.tenants.signUp(office.stranger, "Other", "US").id();

    // When, Then
    for (TenantId tenant : List.of(own, office.tenant)) {
      Refused.as(ProblemType.NOT_FOUND, () -> office.networks.get(office.stranger, tenant, id));
      Refused.as(ProblemType.NOT_FOUND, () -> office.networks.delete(office.stranger, tenant, id));
      Refused.as(
          ProblemType.NOT_FOUND, () -> office.networks.operations(office.stranger, tenant, id));
      Refused.as(
          ProblemType.NOT_FOUND,
          () -> office.networks.operation(office.stranger, tenant, order.operation()));
    }
    assertThat(office.networks.list(office.stranger, own, Page.Request.first()).items()).isEmpty();
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> office.networks.operation(office.admin, office.tenant, OperationId.next()));
  }

  @Test
  void operatorsAloneSeeAllNetworksAndOperations() {
    // When, Then
    assertThat(office.networks.listAll(office.operator, Page.Request.first()).items()).hasSize(1);
    assertThat(office.networks.operationsOfAll(office.operator, Page.Request.first()).items())
        .hasSize(1);
    Refused.as(
        ProblemType.FORBIDDEN, () -> office.networks.listAll(office.admin, Page.Request.first()));
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> office.networks.operationsOfAll(office.admin, Page.Request.first()));
  }

  @Test
  void aNetworkThatFailedCanBeDeleted() {
    // Given
    office.store.runAsSystem(
        () ->
            office.store.networks.keep(
                office
                    .store
                    .networks
                    .get(id)
                    .with(new NetworkState.Requested().fail("it can't be built"))));

    // When
    office.networks.delete(office.admin, office.tenant, id);

    // Then
    assertThat(office.network(id).state()).isEqualTo(new NetworkState.Deleting());
  }
}
