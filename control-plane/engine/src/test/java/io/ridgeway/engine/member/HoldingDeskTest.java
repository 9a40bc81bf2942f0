package io.ridgeway.engine.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.gateway.ApplicationDesk;
import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.engine.gateway.KeyLifeDesk;
import io.ridgeway.engine.member.HoldingDesk.End;
import io.ridgeway.engine.member.HoldingDesk.Holding;
import io.ridgeway.engine.member.HoldingDesk.Kind;
import io.ridgeway.engine.webhook.Webhook.Told;
import io.ridgeway.engine.webhook.WebhookDesk;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyTravel.KeyFile;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldingDeskTest {
  private final Office office = new Office();
  private final HoldingDesk desk =
      new HoldingDesk(
          office.store,
          new Access(office.store, office.store.memberships),
          office.store.memberships,
          office.store.audit,
          office.store.networks,
          office.store.applications,
          office.store.webhooks,
          office.store.custody,
          office.authorities,
          office.clock);
  private final Actor dev = office.developer;
  private final Actor ann = Office.reachable("ann");
  private final NetworkId network = office.order("tea").network();

  @BeforeEach
  void aLedgerOfTwoOrganisations() {
    office.framework.keys = Optional.of(Curve.P256);
    office.framework.organisations = List.of("alpha", "beta");
    office.born(network, Map.of("channel", "trade"));
  }

  @Test
  void whatWasShownToSomebodyIsListedAlsoAfterTheyWent() {
    // Given
    ApplicationId shop = application(dev);
    enrol(dev, "kiosk");
    WebhookId hook = webhook(dev);
    application(office.admin);
    webhook(office.admin);

    // When
    office.members.remove(office.admin, office.tenant, dev.user());

    // Then
    assertThat(held(dev))
        .extracting(Holding::kind, Holding::id, Holding::name, Holding::network)
        .containsExactly(
            tuple(Kind.WEBHOOK, hook.value(), "hook", network),
            tuple(Kind.CERTIFICATE, "kiosk", "kiosk", network),
            tuple(Kind.APPLICATION, shop.value(), "shop", network));
  }

  @Test
  void whatEndedOrSomebodyElseTookOverIsNotThereAnyMore() {
    // Given
    ApplicationId shop = application(dev);
    enrol(dev, "kiosk");
    WebhookId hook = webhook(dev);
    WebhookId other = webhook(dev);

    // When
    office.applications.revoke(office.admin, office.tenant, shop);
    revoke(ClientDesk.certificateName("kiosk"));
    office.webhooks.rotate(office.admin, office.tenant, hook);
    office.webhooks.remove(office.admin, office.tenant, other);

    // Then
    assertThat(held(dev)).isEmpty();
    assertThat(held(office.admin)).extracting(Holding::id).containsExactly(hook.value());

    // When they see its secret again
    office.webhooks.rotate(dev, office.tenant, hook);

    // Then
    assertThat(held(dev)).extracting(Holding::id).containsExactly(hook.value());
    assertThat(held(office.admin)).isEmpty();
  }

  @Test
  void aCopyOfAManagedKeyCountsWhateverCustodyDoesWithItsOwn() {
    // Given
    office.come(ann, TenantRole.ADMIN);
    KeyId key = bring("clerk");
    Holding copy = held(ann).get(0);
    assertThat(copy.kind()).isEqualTo(Kind.IMPORTED_KEY);
    assertThat(copy.id()).isEqualTo(key.value());
    assertThat(copy.name()).isEqualTo("clerk");
    assertThat(copy.end()).as("its ledger knows certificates").isEqualTo(End.NEW_KEY);
    assertThat(copy.state()).contains(KeyLife.State.IN_FORCE);

    // When
    office.keyLives.disable(office.admin, office.tenant, network, key);

    // Then
    assertThat(held(ann))
        .extracting(Holding::state)
        .containsExactly(Optional.of(KeyLife.State.DISABLED));

    // When
    office.keyLives.destroy(office.admin, office.tenant, network, key, KeyLifeDesk.USUAL_WAIT);
    office.clock.advance(KeyLifeDesk.USUAL_WAIT.plusSeconds(1));
    assertThat(office.keySweep.sweep()).isEqualTo(1);

    // Then
    assertThat(held(ann))
        .extracting(Holding::state)
        .containsExactly(Optional.of(KeyLife.State.DESTROYED));

    // When its certificate isn't good any more
    revoke(KeyDesk.certificateName("clerk"));

    // Then
    assertThat(held(ann)).isEmpty();
  }

  @Test
  void whereTheLedgerKnowsKeysByThemselvesACopyIsFollowed() {
    // Given
    office.framework.organisations = List.of();
    office.come(ann, TenantRole.ADMIN);
    bring("clerk");

    // Then
    assertThat(held(ann)).extracting(Holding::end).containsExactly(End.SUCCESSOR);
  }

  @Test
  void certificatesFromBeforeTheyWereNamedAreKnownByTheirSerialNumber() {
    // Given events as they were, of a certificate that holds and one that nobody knows any more
    enrol(office.admin, "kiosk");
    AuditEvent named = office.store.inTenant(office.tenant, () -> lastEvent("client.enrol"));
    note(dev, network.value(), named.detail());
    note(ann, network.value(), "Old.");

    // Then
    assertThat(held(dev))
        .extracting(Holding::kind, Holding::name, Holding::network, Holding::end)
        .containsExactly(tuple(Kind.CERTIFICATE, "kiosk", network, End.NEW_CERTIFICATE));
    assertThat(held(ann)).extracting(Holding::name).containsExactly("");

    // When
    revoke(ClientDesk.certificateName("kiosk"));
    enrol(office.admin, "kiosk", "key 2");

    // Then: what stands under the name is another's
    assertThat(held(dev)).isEmpty();
    assertThat(held(office.admin)).extracting(Holding::name).containsExactly("kiosk");

    // When
    office.clock.advance(Duration.ofDays(ClientDesk.LONGEST_DAYS + 1));

    // Then
    assertThat(held(ann)).isEmpty();
  }

  @Test
  void aCertificateCountsThoughALaterOneOfItsNameHasEnded() {
    // Given
    enrol(dev, "kiosk", "key 1");
    office.clients.enrol(
        dev, office.tenant, network, new ClientDesk.Wanted("kiosk", "key 2", Optional.empty(), 1));
    assertThat(held(dev)).hasSize(1);

    // When
    office.clock.advance(Duration.ofDays(2));

    // Then
    assertThat(held(dev)).extracting(Holding::name).containsExactly("kiosk");

    // When
    office.clock.advance(Duration.ofDays(29));

    // Then
    assertThat(held(dev)).isEmpty();
  }

  @Test
  void whatOthersDidHidesNothingAndWhatIsCutIsTold() {
    // Given
    ApplicationId shop = application(dev);
    for (int i = 0; i < HoldingDesk.MOST; i++) {
      note(office.admin, network + "/a" + i, "Of another.");
    }

    // Then
    assertThat(desk.list(office.admin, office.tenant, dev.user()).complete()).isTrue();
    assertThat(held(dev)).extracting(Holding::id).containsExactly(shop.value());
    assertThat(desk.list(office.admin, office.tenant, office.admin.user()).complete()).isFalse();
  }

  @Test
  void nothingIsLeftOfANetworkThatGoes() {
    // Given
    application(dev);
    webhook(dev);

    // When
    office.networks.delete(office.admin, office.tenant, network);

    // Then
    assertThat(held(dev)).isEmpty();
  }

  @Test
  void administratorsAskOfAnybodyOthersOfThemselves() {
    // Given
    application(dev);

    // Then
    assertThat(desk.list(dev, office.tenant, dev.user()).items()).hasSize(1);
    Refused.as(ProblemType.FORBIDDEN, () -> desk.list(dev, office.tenant, office.admin.user()));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.list(office.stranger, office.tenant, dev.user()));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.list(office.admin, office.tenant, office.stranger.user()));
    assertThat(held(office.viewer)).isEmpty();
    office.members.remove(office.admin, office.tenant, office.viewer.user());
    assertThat(held(office.viewer)).as("was a member").isEmpty();
  }

  private List<Holding> held(Actor who) {
    return desk.list(office.admin, office.tenant, who.user()).items();
  }

  private ApplicationId application(Actor by) {
    return office
        .applications
        .create(
            by,
            office.tenant,
            network,
            new ApplicationDesk.Wanted(
                "shop", MacAlgorithm.SM2, Optional.empty(), Optional.empty(), CaType.TRUST, false))
        .application()
        .id();
  }

  private void enrol(Actor by, String name) {
    enrol(by, name, "key 1");
  }

  private void enrol(Actor by, String name, String request) {
    office.clients.enrol(
        by, office.tenant, network, new ClientDesk.Wanted(name, request, Optional.empty(), 30));
  }

  private KeyId bring(String name) {
    return office
        .keys
        .bring(
            ann,
            office.tenant,
            network,
            name,
            KeyDesk.Manner.USUAL,
            new KeyFile(new byte[32], new char[0]))
        .key()
        .id();
  }

  private void revoke(String certificate) {
    office.store.runInTenant(
        office.tenant,
        () -> office.authorities.revoke(office.tenant, network, "alpha-ca", certificate));
  }

  private void note(Actor by, String subject, String detail) {
    office.store.runInTenant(
        office.tenant,
        () ->
            office.store.audit.append(
                AuditEvent.of(
                    office.clock.instant(), office.tenant, by, "client.enrol", subject, detail)));
  }

  private AuditEvent lastEvent(String action) {
    return office
        .store
        .audit
        .find(
            new AuditLog.Search(office.tenant, Set.of(action), Optional.empty(), Optional.empty()),
            1)
        .get(0);
  }

  private WebhookId webhook(Actor by) {
    Told told = new Told("https://hooks.example.com/notary", "notary", "Concluded", "", "");
    return office
        .webhooks
        .create(
            by, office.tenant, network, new WebhookDesk.Wanted("hook", told, OptionalLong.empty()))
        .webhook()
        .id();
  }
}
