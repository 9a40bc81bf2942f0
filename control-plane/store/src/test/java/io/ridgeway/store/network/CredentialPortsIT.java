package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.engine.gateway.Credentials;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.store.testing.Samples;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CredentialPortsIT extends StoreCase {
  @Inject Credentials credentials;
  @Inject CredentialDesk desk;
  @Inject Memberships memberships;

  private TenantId tenant;
  private Network network;

  @BeforeEach
  void aNetwork() {
    tenant = signUp();
    network = network(tenant);
  }

  @Test
  void credentialsAreRevokedOnce() {
    // Given
    var one = Samples.credential(network, clock.instant());
    var two = Samples.credential(network, clock.instant().plusSeconds(1));
    var revoked = clock.instant().plusSeconds(2);
    transactions.runInTenant(
        tenant,
        () -> {
          credentials.insert(one);
          credentials.insert(two);
          assertThat(credentials.of(network.id())).containsExactly(two, one);
        });

    // When
    transactions.runInTenant(
        tenant,
        () -> {
          credentials.revoke(one.id(), revoked);
          credentials.revoke(one.id(), revoked.plusSeconds(60));
          credentials.revokeAll(network.id(), revoked.plusSeconds(120));
        });

    // Then
    transactions.runInTenant(
        tenant,
        () -> {
          assertThat(credentials.find(one.id()).orElseThrow().revokedAt()).contains(revoked);
          assertThat(credentials.find(two.id()).orElseThrow().revokedAt())
              .contains(revoked.plusSeconds(120));
        });
  }

  @Test
  void aCredentialThatIsAskedForWhileItsNetworkIsRemovedIsRefused() throws Exception {
    // Given
    Actor actor = new Actor(new UserId("u-" + tenant), "mei", Set.of());
    transactions.runAsSystem(
        () ->
            memberships.insert(
                new Membership(
                    tenant, actor.user(), "mei", TenantRole.DEVELOPER, clock.instant())));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    List<Future<?>> issued = new ArrayList<>();

    // When
    transactions.runInTenant(
        tenant,
        () -> {
          Network present = networks.lock(network.id()).orElseThrow();
          credentials.revokeAll(network.id(), clock.instant());
          issued.add(thread.submit(() -> desk.issue(actor, tenant, network.id(), "late")));
          pause(Duration.ofMillis(500));
          networks.changeDesire(
              NetworkPortsIT.deleting(present, present.fence() + 1, clock.instant()));
        });

    // Then
    assertThatThrownBy(() -> issued.get(0).get())
        .cause()
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.type()).isEqualTo(ProblemType.ILLEGAL_TRANSITION));
    assertThat(transactions.inTenant(tenant, () -> credentials.of(network.id()))).isEmpty();
    thread.shutdown();
  }
}
