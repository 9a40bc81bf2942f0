package io.ridgeway.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.gateway.ApplicationDesk.Shown;
import io.ridgeway.engine.gateway.ApplicationDesk.Wanted;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.contract.NamedContract;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplicationDeskTest {
  private final Office office = new Office();
  private final ApplicationDesk desk = office.applications;
  private final NetworkId network = office.order("tea").network();

  ApplicationDeskTest() {
    office.framework.keys = Optional.of(Curve.P256);
    office.framework.organisations = List.of("alpha", "beta");
  }

  @Test
  void aPairIsMadeAndItsPrivateHalfSeenOnce() {
    // When
    Shown made = create("shop", Optional.empty());

    // Then
    assertThat(made.privateKey()).contains("private SM2");
    assertThat(made.publicKey()).startsWith("SM2 5a");
    assertThat(made.answerKey()).startsWith("SM2 ").isNotEqualTo(made.publicKey());
    assertThat(made.toString()).doesNotContain("private");
    Shown kept = desk.list(office.viewer, office.tenant, network).get(0);
    assertThat(kept.privateKey()).isEmpty();
    assertThat(kept.application()).isEqualTo(made.application());
    assertThat(kept.application().organisation()).isEqualTo("alpha");
    assertThat(office.store.asSystem(() -> office.store.custody.list(network, Purpose.ANSWER)))
        .singleElement()
        .satisfies(key -> assertThat(key.curve()).isEqualTo(Curve.SM2));
    assertThat(office.done()).startsWith("bsn-application.create");
  }

  @Test
  void whoBringsAKeyIsShownNone() {
    Shown made = create("shop", Optional.of("SM2 " + "6b".repeat(64)));
    assertThat(made.privateKey()).isEmpty();
    assertThat(made.application().publicKey()).isEqualTo("6b".repeat(64));
    Refused.as(ProblemType.INVALID, () -> create("shop", Optional.of("P256 00")));
  }

  @Test
  void itIsFrozenThawedAndRevoked() {
    // Given
    ApplicationId id = create("shop", Optional.empty()).application().id();

    // When, Then
    assertThat(freeze(id, true).frozen()).isTrue();
    assertThat(freeze(id, false).frozen()).isFalse();
    desk.revoke(office.developer, office.tenant, id);
    assertThat(desk.list(office.viewer, office.tenant, network).get(0).application().revokedAt())
        .contains(office.clock.instant());
    Refused.as(ProblemType.NOT_FOUND, () -> desk.register(id, "mei"));
    assertThat(office.done())
        .startsWith("bsn-application.revoke", "bsn-application.change", "bsn-application.change");
  }

  @Test
  void aUserGetsAKeyOfItsOwnNameAndOnlyOne() {
    // Given
    ApplicationId id = create("shop", Optional.empty()).application().id();
    ApplicationId other = create("till", Optional.empty()).application().id();

    // When
    desk.register(id, "mei");
    desk.register(id, "mei");
    desk.register(other, "mei");

    // Then
    assertThat(office.keys.list(office.viewer, office.tenant, network))
        .extracting(account -> account.key().name())
        .containsExactlyInAnyOrder(id.keyName("mei"), other.keyName("mei"));
    freeze(id, true);
    Refused.as(ProblemType.NOT_FOUND, () -> desk.register(id, "bo"));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.register(ApplicationId.next(), "bo"));
  }

  @Test
  void anApplicationThatKeepsItsUsersKeysHasThemCertifiedAndAReaderInCustody() {
    // Given
    office.born(network, Map.of("channel", "trade"));
    ApplicationId id = uploading("kiosk").application().id();
    assertThat(office.keys.list(office.viewer, office.tenant, network))
        .singleElement()
        .satisfies(
            account -> {
              assertThat(account.key().name()).isEqualTo(id.keyName(ApplicationId.READER));
              assertThat(account.certificate()).isPresent();
            });

    // When
    String none = desk.register(id, "mei");
    String certificate = desk.enrol(id, "mei", "key 1");

    // Then
    assertThat(none).isEmpty();
    assertThat(desk.enrol(id, "mei", "key 1")).isEqualTo(certificate);
    assertThat(desk.enrol(id, "mei", "key 2")).isNotEqualTo(certificate);
    assertThat(office.clients.list(office.viewer, office.tenant, network))
        .extracting(ClientDesk.Client::name)
        .containsExactly(id.keyName("mei"));
    assertThat(certificate).contains("mei@" + id);
    assertThat(office.keys.list(office.viewer, office.tenant, network)).hasSize(1);
    freeze(id, true);
    Refused.as(ProblemType.NOT_FOUND, () -> desk.enrol(id, "mei", "key 1"));
    ApplicationId trusting = create("shop", Optional.empty()).application().id();
    Refused.as(ProblemType.CONFLICT, () -> desk.enrol(trusting, "mei", "key 1"));
  }

  @Test
  void aUserWhoseCertificateWasRevokedGetsNoOtherWithAnyKey() {
    // Given
    office.born(network, Map.of("channel", "trade"));
    ApplicationId id = uploading("kiosk").application().id();
    desk.enrol(id, "mei", "key 1");
    office.store.runInTenant(
        office.tenant,
        () ->
            office.authorities.revoke(
                office.tenant, network, "alpha-ca", ClientDesk.certificateName(id.keyName("mei"))));

    // Then
    for (String key : List.of("key 1", "key 2")) {
      assertThatThrownBy(() -> desk.enrol(id, "mei", key))
          .hasMessageContaining("register another user");
    }
    assertThatThrownBy(() -> desk.register(id, "mei"))
        .hasMessageContaining("register another user");
    assertThat(desk.register(id, "bo")).isEmpty();
    assertThat(office.clients.list(office.viewer, office.tenant, network))
        .singleElement()
        .satisfies(
            client -> {
              assertThat(client.revoked()).isTrue();
              assertThat(client.certificate().generation()).isEqualTo(1);
            });
    assertThat(desk.enrol(id, "bo", "key 3")).isNotEmpty();
  }

  @Test
  void anOrganisationsOwnAuthorityCertifiesItsUsersItself() {
    // Given
    office.born(network, Map.of("channel", "trade"));
    office.framework.roots = Map.of("alpha", "root of alpha");
    ApplicationId id = uploading("kiosk").application().id();

    // Then
    Refused.as(ProblemType.CONFLICT, () -> desk.register(id, "mei"));
    assertThatThrownBy(() -> desk.enrol(id, "mei", "key 1"))
        .hasMessageContaining("an authority of its own")
        .hasMessageContaining("mei@" + id);
  }

  @Test
  void onALedgerWithoutOrganisationsUsersAreAccountsAndContractsHaveNames() {
    // Given
    office.framework.organisations = List.of();
    ApplicationId id = create("shop", Optional.empty()).application().id();
    NamedContract store = new NamedContract("0x" + "AB".repeat(20), "[]");

    // When
    String account = desk.register(id, "mei");
    desk.name(office.developer, office.tenant, id, "store", store);

    // Then
    assertThat(account).startsWith("ethereum:");
    assertThat(desk.register(id, "mei")).isEqualTo(account);
    assertThat(application().contracts())
        .isEqualTo(Map.of("store", new NamedContract("0x" + "ab".repeat(20), "[]")));
    desk.unname(office.developer, office.tenant, id, "store");
    assertThat(application().contracts()).isEmpty();
    Refused.as(
        ProblemType.NOT_FOUND, () -> desk.unname(office.developer, office.tenant, id, "store"));
    Refused.as(
        ProblemType.FORBIDDEN, () -> desk.name(office.viewer, office.tenant, id, "store", store));
    for (int i = 0; i < ApplicationDesk.MAX_CONTRACTS; i++) {
      desk.name(office.developer, office.tenant, id, "store-" + i, store);
    }
    Refused.as(
        ProblemType.CONFLICT,
        () -> desk.name(office.developer, office.tenant, id, "one-more", store));
    ApplicationId keeping = uploading("kiosk").application().id();
    Refused.as(ProblemType.CONFLICT, () -> desk.register(keeping, "mei"));
    Refused.as(ProblemType.CONFLICT, () -> desk.enrol(keeping, "mei", "key 1"));
    Refused.as(
        ProblemType.INVALID,
        () ->
            desk.create(
                office.developer,
                office.tenant,
                network,
                new Wanted(
                    "till",
                    MacAlgorithm.SM2,
                    Optional.empty(),
                    Optional.of("alpha"),
                    CaType.TRUST,
                    false)));
    office.framework.bsn = false;
    Refused.as(ProblemType.CONFLICT, () -> create("late", Optional.empty()));
  }

  @Test
  void whereContractsHaveNamesOfTheirOwnNoneIsGiven() {
    ApplicationId id = create("shop", Optional.empty()).application().id();
    NamedContract store = new NamedContract("0x" + "ab".repeat(20), "[]");
    Refused.as(
        ProblemType.CONFLICT, () -> desk.name(office.developer, office.tenant, id, "store", store));
  }

  private BsnApplication application() {
    return desk.list(office.viewer, office.tenant, network).get(0).application();
  }

  private Shown uploading(String name) {
    return desk.create(
        office.developer,
        office.tenant,
        network,
        new Wanted(
            name, MacAlgorithm.SM2, Optional.empty(), Optional.empty(), CaType.UPLOAD, false));
  }

  @Test
  void othersNeitherMakeNorSeeNorFreeze() {
    // Given
    ApplicationId id = create("shop", Optional.empty()).application().id();
    TenantId own = office.tenants.signUp(office.stranger, "Other", "US").id();
    Wanted wanted = wanted("x", Optional.empty());

    // When, Then
    Refused.as(
        ProblemType.FORBIDDEN, () -> desk.create(office.viewer, office.tenant, network, wanted));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.create(office.stranger, own, network, wanted));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.list(office.stranger, own, network));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.change(office.stranger, own, id, Optional.empty(), Optional.of(true)));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.revoke(office.stranger, own, id));
  }

  @Test
  void twentyAreInForceAtOnce() {
    for (int i = 0; i < ApplicationDesk.MAX_PER_NETWORK; i++) {
      create("" + i, Optional.empty());
    }
    Refused.as(ProblemType.CONFLICT, () -> create("one more", Optional.empty()));
  }

  @Test
  void aNetworkThatIsToGoTakesNoMore() {
    office.networks.delete(office.admin, office.tenant, network);
    Refused.as(ProblemType.ILLEGAL_TRANSITION, () -> create("late", Optional.empty()));
  }

  private BsnApplication freeze(ApplicationId id, boolean frozen) {
    return desk.change(office.developer, office.tenant, id, Optional.empty(), Optional.of(frozen))
        .application();
  }

  private Shown create(String name, Optional<String> publicKey) {
    return desk.create(office.developer, office.tenant, network, wanted(name, publicKey));
  }

  private static Wanted wanted(String name, Optional<String> publicKey) {
    return new Wanted(name, MacAlgorithm.SM2, publicKey, Optional.empty(), CaType.TRUST, false);
  }
}
