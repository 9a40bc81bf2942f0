package io.ridgeway.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyDeskTest {
  private final Office office = new Office();
  private final KeyDesk desk = office.keys;
  private final NetworkId network = office.order("tea").network();

  @Test
  void aKeyIsMadeOnceUnderItsNameAndShownWithItsAccount() {
    // Given
    List<NetworkId> told = new ArrayList<>();
    office.store.changes.listen(told::add);

    // When
    KeyDesk.Account made = create("app-1");
    KeyDesk.Account again = create("app-1");

    // Then
    assertThat(again).isEqualTo(made);
    assertThat(made.account()).isEqualTo("ethereum:" + made.key().publicKey().substring(0, 8));
    assertThat(desk.list(office.viewer, office.tenant, network)).containsExactly(made);
    assertThat(told).as("gateways hear of it").containsExactly(network);
    assertThat(Collections.frequency(office.done(), "key.create")).isEqualTo(1);
  }

  @Test
  void nodesKeysAreNotShown() {
    // Given
    office.store.runAsSystem(
        () ->
            office.store.custody.ensure(
                office.tenant, network, Curve.SECP256K1, Purpose.NODE, "validator-1"));

    // When, Then
    assertThat(desk.list(office.admin, office.tenant, network)).isEmpty();
    assertThat(create("validator-1").key().purpose()).isEqualTo(Purpose.TRANSACTION);
  }

  @Test
  void aFrameworkThatTakesNoCallsTakesNoKeysAndShowsNoAdministrators() {
    // Given
    office.store.runAsSystem(
        () ->
            office.store.custody.ensure(
                office.tenant, network, Curve.P256, Purpose.TRANSACTION, "alpha-admin"));

    // Then
    assertThat(desk.list(office.admin, office.tenant, network)).isEmpty();

    // When
    office.framework.keys = Optional.empty();

    // Then
    Refused.as(ProblemType.CONFLICT, () -> create("app-1"));
    assertThat(desk.list(office.admin, office.tenant, network)).isEmpty();
    assertThat(office.done()).doesNotContain("key.create");
  }

  @Test
  void developersMakeThemAndViewersLook() {
    Refused.as(
        ProblemType.FORBIDDEN, () -> desk.create(office.viewer, office.tenant, network, "app-1"));
    assertThat(desk.list(office.viewer, office.tenant, network)).isEmpty();
  }

  @Test
  void anotherTenantsNetworkIsNotThere() {
    // Given
    create("app-1");
    TenantId own = office.tenants.signUp(office.stranger, "Other", "US").id();

    // When, Then
    Refused.as(ProblemType.NOT_FOUND, () -> desk.create(office.stranger, own, network, "app-1"));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.list(office.stranger, own, network));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.list(office.stranger, office.tenant, network));
  }

  @Test
  void aThousandAreTheMostAndThoseThereAreStillGiven() {
    // Given
    KeyDesk.Account first = create("app-0");
    office.store.runInTenant(
        office.tenant,
        () -> {
          for (int i = 1; i < KeyDesk.MAX_PER_NETWORK; i++) {
            office.store.custody.ensure(
                office.tenant, network, Curve.SECP256K1, Purpose.TRANSACTION, "app-" + i);
          }
        });

    // When, Then
    Refused.as(ProblemType.CONFLICT, () -> create("one-more"));
    assertThat(create("app-0")).isEqualTo(first);
  }

  @Test
  void aNetworkThatIsToGoTakesNoMore() {
    // Given
    office.networks.delete(office.admin, office.tenant, network);

    // When, Then
    Refused.as(ProblemType.ILLEGAL_TRANSITION, () -> create("late"));
    assertThat(desk.list(office.viewer, office.tenant, network)).isEmpty();
  }

  @Test
  void aNameIsALabelOfFortyCharactersAtMost() {
    for (String name : new String[] {"", "Upper", "two words", "x".repeat(41)}) {
      assertThatThrownBy(() -> create(name)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(create("x".repeat(40))).isNotNull();
  }

  @Test
  void aKeyIsEnrolledWithAnOrganisationForGood() {
    // Given
    List<NetworkId> told = new ArrayList<>();
    office.store.changes.listen(told::add);
    office.framework.keys = Optional.of(Curve.P256);
    office.framework.organisations = List.of("alpha", "beta");

    // When
    KeyDesk.Account usual = create("clerk");
    KeyDesk.Account chosen = create("bot", "beta");

    // Then
    assertThat(usual.certificate().orElseThrow().authority()).isEqualTo("alpha-ca");
    assertThat(usual.certificate().orElseThrow().name()).isEqualTo("clerk-client");
    assertThat(chosen.certificate().orElseThrow().authority()).isEqualTo("beta-ca");
    assertThat(create("bot")).as("asked again, it is the same").isEqualTo(chosen);
    assertThat(create("bot", "beta")).isEqualTo(chosen);
    assertThat(desk.list(office.viewer, office.tenant, network))
        .containsExactlyInAnyOrder(usual, chosen);
    assertThat(told).containsExactly(network, network);
    Refused.as(ProblemType.CONFLICT, () -> create("bot", "alpha"));
    Refused.as(ProblemType.INVALID, () -> create("other", "gamma"));
  }

  @Test
  void anAdministratorsNameIsNobodyElsesAndIsntSignedWith() {
    // Given
    office.framework.keys = Optional.of(Curve.P256);
    office.framework.organisations = List.of("alpha");

    // Then
    Refused.as(ProblemType.INVALID, () -> create("alpha-admin"));
    assertThat(office.store.asSystem(() -> office.store.custody.living(network))).isEmpty();
  }

  @Test
  void aLedgerWithoutOrganisationsIsGivenNone() {
    Refused.as(ProblemType.INVALID, () -> create("clerk", "alpha"));
    assertThat(create("clerk").certificate()).isEmpty();
  }

  private KeyDesk.Account create(String name, String organisation) {
    return desk.create(
        office.developer,
        office.tenant,
        network,
        name,
        new KeyDesk.Manner(Optional.of(organisation), true));
  }

  private KeyDesk.Account create(String name) {
    return desk.create(office.developer, office.tenant, network, name);
  }
}
