package io.ridgeway.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.gateway.ClientDesk.Client;
import io.ridgeway.engine.gateway.ClientDesk.Wanted;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.RenewalCalendar.State;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientDeskTest {
  @Test
  void anApplicationFromBeforeThatWasLookedAtIsRenewedBesideADestroyedKeyOfItsName() {
    // Given an application whose name a key had
    enrol("clerk", "key 1");
    KeyId key =
        office.store.inTenant(
            office.tenant,
            () ->
                office
                    .store
                    .custody
                    .make(office.tenant, network, Curve.P256, Purpose.TRANSACTION, "clerk", true)
                    .key()
                    .id());
    Refused.as(ProblemType.CONFLICT, () -> enrol("clerk", "key 2"));

    // When
    office.keyLives.destroy(office.admin, office.tenant, network, key, KeyLifeDesk.USUAL_WAIT);
    office.clock.advance(KeyLifeDesk.USUAL_WAIT.plusSeconds(1));
    assertThat(office.keySweep.sweep()).isEqualTo(1);

    // Then
    assertThat(enrol("clerk", "key 2").certificate().generation()).isEqualTo(2);
  }

  private final Office office = new Office();
  private final ClientDesk desk = office.clients;
  private final NetworkId network = office.order("tea").network();

  @BeforeEach
  void aLedgerOfTwoOrganisations() {
    office.framework.keys = Optional.of(Curve.P256);
    office.framework.organisations = List.of("alpha", "beta");
    office.born(network, Map.of("channel", "trade"));
  }

  @Test
  void aKeyOutsideIsCertifiedOnceAndListed() {
    // When
    Client made = enrol("till", "key 1");

    // Then
    assertThat(made.certificate().authority()).isEqualTo("alpha-ca");
    assertThat(made.state()).isEqualTo(State.RESTING);
    assertThat(made.renewal().expires()).isEqualTo(office.clock.instant().plus(Duration.ofDays(6)));
    assertThat(enrol("till", "key 1")).as("asked again").isEqualTo(made);
    assertThat(desk.list(office.viewer, office.tenant, network)).containsExactly(made);
    assertThat(Collections.frequency(office.done(), "client.enrol")).isEqualTo(1);
  }

  @Test
  void onceItIsDueTheSameKeyGetsAnotherOneAndSoDoesAnotherKeyAtAnyTime() {
    // Given
    Client first = enrol("till", "key 1");

    // When
    office.clock.advance(Duration.ofDays(5));
    Client second = enrol("till", "key 1");
    Client third = enrol("till", "key 2");

    // Then
    assertThat(second.certificate().generation()).isEqualTo(2);
    assertThat(second.renewal().expires()).isAfter(first.renewal().expires());
    assertThat(third.certificate().generation()).isEqualTo(3);
    assertThat(desk.list(office.viewer, office.tenant, network)).containsExactly(third);
    assertThat(Collections.frequency(office.done(), "client.enrol")).isEqualTo(3);
  }

  @Test
  void whatHasEndedIsShownAsThat() {
    // Given
    enrol("till", "key 1");

    // When
    office.clock.advance(Duration.ofDays(7));

    // Then
    assertThat(desk.list(office.viewer, office.tenant, network))
        .extracting(Client::state)
        .containsExactly(State.EXPIRED);
    assertThat(enrol("till", "key 1").state()).isEqualTo(State.RESTING);
  }

  @Test
  void aNameIsOneApplicationsOfOneOrganisation() {
    // Given
    enrol("till", "key 1");
    office.keys.create(office.developer, office.tenant, network, "clerk");

    // Then
    Refused.as(ProblemType.CONFLICT, () -> enrol("till", "key 1", "beta", 6));
    Refused.as(ProblemType.CONFLICT, () -> enrol("clerk", "key 2"));
    Refused.as(
        ProblemType.CONFLICT,
        () -> office.keys.create(office.developer, office.tenant, network, "till"));
    Refused.as(ProblemType.INVALID, () -> enrol("alpha-admin", "key 3"));
    Refused.as(ProblemType.INVALID, () -> enrol("other", "key 3", "gamma", 6));
  }

  @Test
  void onSharedNodesApplicationsComeByTheGatewayAlone() {
    // Given
    office.store.runAsSystem(
        () -> {
          Network there = office.store.networks.lock(network).orElseThrow();
          NetworkSpec spec = there.spec();
          NetworkSpec shared =
              new NetworkSpec(
                  spec.name(),
                  spec.framework(),
                  Tier.SHARED,
                  Map.of(NetworkSpec.SHARE, 1),
                  Map.of(),
                  spec.cityNodes(),
                  spec.tps(),
                  spec.storageGib());
          office.store.networks.change(there.changing(shared, there.made().roster()));
        });
    // Then
    assertThatThrownBy(() -> enrol("till", "key 1"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("by the gateway alone, and aren't certified");
    Network there = office.store.asSystem(() -> office.store.networks.get(network));
    assertThat(desk.certifies(there)).isFalse();
    assertThat(desk.list(office.viewer, office.tenant, network)).isEmpty();
  }

  @Test
  void itLivesAYearAtMostAndHasAName() {
    assertThatThrownBy(() -> enrol("till", "key 1", "alpha", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("days must be 1 to 365");
    assertThatThrownBy(() -> enrol("till", "key 1", "alpha", 366))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> enrol("Till", "key 1")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLedgerThatKnowsKeysByThemselvesCertifiesNone() {
    // Given
    office.framework.organisations = List.of();

    // Then
    Refused.as(ProblemType.CONFLICT, () -> enrol("till", "key 1"));
    assertThat(desk.certifies(office.network(network))).isFalse();
  }

  @Test
  void aNetworkThatIsNotThereYetOrIsToGoCertifiesNone() {
    // Given
    NetworkId fresh = office.order("coffee").network();

    // Then
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION,
        () -> desk.enrol(office.developer, office.tenant, fresh, wanted("till", "k", "alpha", 6)));

    // When
    office.networks.delete(office.admin, office.tenant, network);

    // Then
    Refused.as(ProblemType.ILLEGAL_TRANSITION, () -> enrol("till", "key 1"));
    Refused.as(ProblemType.CONFLICT, () -> profile());
  }

  @Test
  void whoKeepsAnApplicationsKeyIsDecidedOnce() {
    // Given
    KeyId key =
        office
            .keys
            .create(office.developer, office.tenant, network, "clerk", KeyDesk.Manner.USUAL)
            .key()
            .id();

    // When it is followed, and when it is gone
    Refused.as(ProblemType.CONFLICT, () -> enrol("clerk", "key 1"));
    office.keyLives.destroy(office.admin, office.tenant, network, key, KeyLifeDesk.USUAL_WAIT);
    office.clock.advance(KeyLifeDesk.USUAL_WAIT.plusSeconds(1));
    assertThat(office.keySweep.sweep()).isEqualTo(1);

    // Then
    Refused.as(ProblemType.CONFLICT, () -> enrol("clerk", "key 1"));
    enrol("till", "key 1");
    office.store.runInTenant(
        office.tenant,
        () ->
            office.authorities.revoke(
                office.tenant, network, "alpha-ca", ClientDesk.certificateName("till")));
    Refused.as(
        ProblemType.CONFLICT,
        () ->
            office.keys.create(
                office.developer, office.tenant, network, "till", KeyDesk.Manner.USUAL));
  }

  @Test
  void developersEnrolAndViewersLook() {
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> desk.enrol(office.viewer, office.tenant, network, wanted("till", "k", "alpha", 6)));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.list(office.stranger, office.tenant, network));
    Refused.as(ProblemType.CONFLICT, this::profile);
    office.ready(network);
    assertThat(profile()).isEmpty();
  }

  private Optional<?> profile() {
    return desk.profile(office.viewer, office.tenant, network, Optional.empty());
  }

  private Client enrol(String name, String request) {
    return enrol(name, request, "alpha", 6);
  }

  private Client enrol(String name, String request, String organisation, int days) {
    return desk.enrol(
        office.developer, office.tenant, network, wanted(name, request, organisation, days));
  }

  private static Wanted wanted(String name, String request, String organisation, int days) {
    return new Wanted(name, request, Optional.of(organisation), days);
  }
}
