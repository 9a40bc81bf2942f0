package io.ridgeway.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.webhook.Webhook.Told;
import io.ridgeway.engine.webhook.WebhookDesk.Issued;
import io.ridgeway.engine.webhook.WebhookDesk.Wanted;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.problem.ProblemType;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDeskTest {
  private static final Told TOLD =
      new Told("https://hooks.example.com/notary", "notary", "Concluded", "", "");

  private final Office office = new Office();
  private final WebhookDesk desk = office.webhooks;
  private final NetworkId network = office.order("tea").network();

  @Test
  void itsSecretIsSeenOnceAndRotatedWithBothInForceForADay() {
    // When
    Issued made = create(TOLD);

    // Then
    assertThat(made.secret()).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(made.secret().substring(6))).hasSize(32);
    assertThat(made.toString()).doesNotContain(made.secret());
    assertThat(made.webhook().secrets()).hasSize(1);
    assertThat(desk.list(office.viewer, office.tenant, network)).containsExactly(made.webhook());

    // When
    WebhookId id = made.webhook().id();
    Issued rotated = desk.rotate(office.developer, office.tenant, id);
    Issued again = desk.rotate(office.developer, office.tenant, id);

    // Then
    assertThat(rotated.secret()).isNotEqualTo(made.secret());
    assertThat(again.webhook().secrets())
        .hasSize(2)
        .satisfies(
            secrets -> {
              assertThat(secrets.get(0).until()).isEmpty();
              assertThat(secrets.get(1).sealed())
                  .isEqualTo(rotated.webhook().secrets().get(0).sealed());
              assertThat(secrets.get(1).until())
                  .contains(office.clock.instant().plus(Duration.ofDays(1)));
            });
    assertThat(office.done()).startsWith("webhook.rotate", "webhook.rotate", "webhook.create");
  }

  @Test
  void itIsPausedResumedTestedChangedAndRemoved() {
    // Given
    WebhookId id = create(TOLD).webhook().id();

    // When, Then
    assertThat(desk.pause(office.developer, office.tenant, id).standing().disabled()).isPresent();
    Webhook resumed = desk.resume(office.developer, office.tenant, id, OptionalLong.of(7));
    assertThat(resumed.standing().disabled()).isEmpty();
    assertThat(resumed.standing().from()).hasValue(7);
    Refused.as(
        ProblemType.INVALID,
        () -> desk.resume(office.developer, office.tenant, id, OptionalLong.of(-1)));
    desk.test(office.developer, office.tenant, id);
    assertThat(office.store.webhooks.tested).containsExactly(id);
    Told elsewhere = new Told("https://example.com", "other", "", "", "clerk");
    assertThat(desk.change(office.developer, office.tenant, id, "other", elsewhere).told())
        .isEqualTo(elsewhere);
    desk.remove(office.developer, office.tenant, id);
    Refused.as(ProblemType.NOT_FOUND, () -> desk.get(office.viewer, office.tenant, id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.com/",
        "https://10.0.0.1/",
        "https://[::ffff:10.0.0.1]/",
        "https://2130706433/",
        "https://localhost/",
        ""
      })
  void whatLeadsInsideIsRefused(String url) {
    Told inside = new Told(url, "notary", "", "", "");
    Refused.as(ProblemType.INVALID, () -> create(inside));
    WebhookId id = create(TOLD).webhook().id();
    Refused.as(
        ProblemType.INVALID,
        () -> desk.change(office.developer, office.tenant, id, "hook", inside));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Refused.as(ProblemType.INVALID, () -> create(new Told("https://example.com", " ", "", "", "")));
    assertThatThrownBy(() -> new Told("https://example.com", "x".repeat(257), "", "", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Wanted("hook", TOLD, OptionalLong.of(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    Refused.as(
        ProblemType.FORBIDDEN,
        () ->
            desk.create(
                office.viewer,
                office.tenant,
                network,
                new Wanted("hook", TOLD, OptionalLong.empty())));
  }

  @Test
  void aNetworkHasRoomForSoMany() {
    for (int i = 0; i < WebhookDesk.MAX_PER_NETWORK; i++) {
      create(TOLD);
    }
    Refused.as(ProblemType.CONFLICT, () -> create(TOLD));
    WebhookId first = desk.list(office.viewer, office.tenant, network).get(0).id();
    desk.remove(office.developer, office.tenant, first);
    assertThat(create(TOLD).webhook().application()).isEqualTo(Optional.empty());
  }

  private Issued create(Told told) {
    return desk.create(
        office.developer, office.tenant, network, new Wanted("hook", told, OptionalLong.empty()));
  }
}
