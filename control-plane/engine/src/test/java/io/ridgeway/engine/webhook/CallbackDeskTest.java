package io.ridgeway.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.gateway.ApplicationDesk.Wanted;
import io.ridgeway.engine.webhook.Webhook.Told;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CallbackDeskTest {
  private static final Told TOLD =
      new Told("https://example.com/bsn", "notary", "Concluded", "a=1", "");

  private final Office office = new Office();
  private final CallbackDesk desk = office.callbacks;
  private final NetworkId network = office.order("tea").network();
  private final ApplicationId shop;
  private final ApplicationId till;

  CallbackDeskTest() {
    office.framework.keys = Optional.of(Curve.P256);
    office.framework.organisations = List.of("alpha", "beta");
    shop = application("shop");
    till = application("till");
  }

  private ApplicationId application(String name) {
    return office
        .applications
        .create(
            office.developer,
            office.tenant,
            network,
            new Wanted(
                name,
                MacAlgorithm.SECP256R1,
                Optional.empty(),
                Optional.empty(),
                CaType.TRUST,
                false))
        .application()
        .id();
  }

  @Test
  void anApplicationOrdersSeesAndEndsItsOwnAlone() {
    // When
    WebhookId id = desk.register(shop, CallbackKind.BSN_CONTRACT, TOLD);

    // Then
    assertThat(desk.list(shop))
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.id()).isEqualTo(id);
              assertThat(w.told()).isEqualTo(TOLD);
              assertThat(w.secrets()).isEmpty();
              assertThat(w.tenant()).isEqualTo(office.tenant);
            });
    assertThat(desk.list(till)).isEmpty();
    Refused.as(ProblemType.NOT_FOUND, () -> desk.remove(till, id));

    // Then its tenant sees it and may end it, but not change it
    assertThat(office.webhooks.list(office.viewer, office.tenant, network)).hasSize(1);
    Refused.as(
        ProblemType.CONFLICT, () -> office.webhooks.rotate(office.developer, office.tenant, id));
    Refused.as(
        ProblemType.CONFLICT,
        () -> office.webhooks.change(office.developer, office.tenant, id, "other", TOLD));
    desk.remove(shop, id);
    assertThat(desk.list(shop)).isEmpty();
  }

  /** By its protocol the application can't, and a new order begins with the next block. */
  @Test
  void whatWasDisabledGoesOnWhereItsTenantResumesIt() {
    // Given
    WebhookId id = desk.register(shop, CallbackKind.BSN_CONTRACT, TOLD);

    // When, Then
    assertThat(office.webhooks.pause(office.developer, office.tenant, id).standing().disabled())
        .isPresent();
    Webhook resumed =
        office.webhooks.resume(office.developer, office.tenant, id, OptionalLong.empty());
    assertThat(resumed.standing().disabled()).isEmpty();
    assertThat(office.done()).startsWith("webhook.resume", "webhook.pause", "webhook.create");
  }

  @Test
  void orderedAgainItIsTheOneThatIsThere() {
    WebhookId id = desk.register(shop, CallbackKind.BSN_CONTRACT, TOLD);
    assertThat(desk.register(shop, CallbackKind.BSN_CONTRACT, TOLD)).isEqualTo(id);
    assertThat(desk.list(shop)).hasSize(1);
    assertThat(desk.register(till, CallbackKind.BSN_CONTRACT, TOLD)).isNotEqualTo(id);
    assertThat(desk.register(shop, CallbackKind.BSN_BLOCK, TOLD)).isNotEqualTo(id);
  }

  @Test
  void oneApplicationNeverTakesAllTheRoomAndARevokedOneNone() {
    // Given
    fill(shop);
    fill(till);
    Refused.as(
        ProblemType.CONFLICT, () -> desk.register(till, CallbackKind.BSN_CONTRACT, told("more")));
    ApplicationId third = application("third");
    Refused.as(
        ProblemType.CONFLICT, () -> desk.register(third, CallbackKind.BSN_CONTRACT, told("0")));
    // What is there is found where there is no room
    desk.register(till, CallbackKind.BSN_CONTRACT, told("0"));

    // When
    office.applications.revoke(office.developer, office.tenant, shop);

    // Then
    fill(third);
    assertThat(desk.list(third)).hasSize(CallbackDesk.MAX_PER_APPLICATION);
  }

  private void fill(ApplicationId application) {
    for (int i = 0; i < CallbackDesk.MAX_PER_APPLICATION; i++) {
      desk.register(application, CallbackKind.BSN_CONTRACT, told(String.valueOf(i)));
    }
  }

  private static Told told(String event) {
    return new Told("https://example.com/bsn", "notary", event, "", "");
  }

  @Test
  void whatLeadsInsideOrIsFrozenIsRefused() {
    Refused.as(
        ProblemType.INVALID,
        () ->
            desk.register(
                shop, CallbackKind.BSN_BLOCK, new Told("https://192.168.0.1", "", "", "", "")));
    office.applications.change(
        office.developer, office.tenant, shop, Optional.empty(), Optional.of(true));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.register(shop, CallbackKind.BSN_CONTRACT, TOLD));
  }
}
