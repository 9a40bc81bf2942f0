package io.ridgeway.store.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.webhook.Delivery;
import io.ridgeway.engine.webhook.Webhook;
import io.ridgeway.engine.webhook.Webhook.Secret;
import io.ridgeway.engine.webhook.Webhook.Told;
import io.ridgeway.engine.webhook.Webhooks;
import io.ridgeway.framework.EventPosition;
import io.ridgeway.gateway.delivery.Errand;
import io.ridgeway.gateway.delivery.Outbox;
import io.ridgeway.gateway.delivery.Outcome;
import io.ridgeway.gateway.delivery.Outcome.Attempt;
import io.ridgeway.gateway.delivery.Outcome.End;
import io.ridgeway.gateway.delivery.Standing;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhookPortsIT extends StoreCase {
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final Told TOLD =
      new Told("https://example.com/hook", "notary", "Concluded", "a=1", "clerk");

  @Inject Webhooks webhooks;
  @Inject Outbox outbox;

  private TenantId tenant;
  private Network network;

  @BeforeEach
  void aNetwork() {
    // Those of other tests are nobody's any more.
    transactions.runAsSystem(() -> sql.execute("delete from webhook"));
    tenant = signUp();
    network = network(tenant);
  }

  @Test
  void itIsKeptAsItIsAndSeenByItsTenantAlone() {
    // Given
    Webhook hook = webhook(OptionalLong.of(7));

    // Then
    Webhook kept = find(hook.id());
    assertThat(kept.told()).isEqualTo(TOLD);
    assertThat(kept.secrets()).isEqualTo(hook.secrets());
    assertThat(kept.standing().from()).hasValue(7);
    assertThat(kept.createdAt()).isEqualTo(hook.createdAt());
    assertThat(transactions.inTenant(tenant, () -> webhooks.of(network.id()))).hasSize(1);
    TenantId stranger = signUp();
    assertThat(transactions.inTenant(stranger, () -> webhooks.find(hook.id()))).isEmpty();
    assertThat(transactions.inTenant(stranger, () -> webhooks.lock(hook.id()))).isEmpty();
    assertThat(transactions.inTenant(tenant, () -> webhooks.lock(hook.id()))).contains(kept);
    transactions.runInTenant(stranger, () -> webhooks.remove(hook.id()));

    // When
    transactions.runInTenant(
        tenant,
        () -> webhooks.update(kept.with("other", new Told("https://x.example", "c", "", "", ""))));

    // Then
    assertThat(find(hook.id()).name()).isEqualTo("other");
    assertThat(find(hook.id()).told().contract()).isEqualTo("c");
  }

  @Test
  void eachIsWithOneGatewayAtATimeWhichWritesDownHowFarItIs() {
    // Given
    WebhookId id = webhook(OptionalLong.empty()).id();

    // When
    Errand one = outbox.take("one", 10, LEASE).get(0);

    // Then
    assertThat(one.id()).isEqualTo(id);
    assertThat(one.secrets()).containsExactly("sealed");
    assertThat(outbox.take("two", 10, LEASE)).isEmpty();
    assertThat(outbox.hold("two", Set.of(id), LEASE)).isEmpty();
    assertThat(outbox.hold("one", Set.of(id), LEASE)).containsEntry(id, one.turn());

    // When
    Standing past =
        new Standing(OptionalLong.empty(), Optional.of(new EventPosition(9, "abc", 2)), 0, 0);
    assertThat(
            outbox.keep(
                one,
                new Outcome(
                    past,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(
                        new Attempt(
                            "9:abc:2", End.DELIVERED, 1, OptionalInt.of(200), "HTTP 200")))))
        .isTrue();

    // Then
    assertThat(find(id).standing().after()).contains("9:abc:2");
    assertThat(deliveries(id))
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.state()).isEqualTo(Delivery.State.DELIVERED);
              assertThat(d.status()).hasValue(200);
              assertThat(d.nextAt()).isEmpty();
            });

    // When it lets go
    assertThat(outbox.keep(one, rests(past, Duration.ZERO))).isTrue();

    // Then another goes on where it stands, and the first has lost it
    Errand two = outbox.take("two", 10, LEASE).get(0);
    assertThat(two.standing()).isEqualTo(past);
    assertThat(two.turn()).isGreaterThan(one.turn());
    assertThat(outbox.keep(one, rests(past, Duration.ZERO))).isFalse();
    assertThat(outbox.hold("one", Set.of(id), LEASE)).isEmpty();
  }

  @Test
  void whoeverIsNotHeardOfLosesIt() {
    WebhookId id = webhook(OptionalLong.empty()).id();
    Errand dead = outbox.take("dead", 10, Duration.ofMillis(-1)).get(0);
    Errand next = outbox.take("next", 10, LEASE).get(0);
    assertThat(next.id()).isEqualTo(id);
    assertThat(outbox.keep(dead, rests(dead.standing(), Duration.ZERO))).isFalse();
  }

  @Test
  void whatRestsIsDueLaterAndWhatIsDisabledNotBeforeItIsResumed() {
    // Given
    WebhookId id = webhook(OptionalLong.of(3)).id();
    Errand errand = outbox.take("one", 10, LEASE).get(0);
    Standing tried = new Standing(OptionalLong.of(3), Optional.empty(), 1, 0);

    // When
    outbox.keep(
        errand,
        new Outcome(
            tried,
            Optional.of(Duration.ofHours(1)),
            Optional.empty(),
            Optional.of("It isn't taken: HTTP 500"),
            Optional.of(new Attempt("3:t:0", End.RETRYING, 1, OptionalInt.of(500), "HTTP 500"))));

    // Then
    assertThat(outbox.take("one", 10, LEASE)).isEmpty();
    assertThat(find(id).standing().note()).contains("It isn't taken: HTTP 500");
    assertThat(deliveries(id).get(0).nextAt().orElseThrow())
        .isAfter(deliveries(id).get(0).lastAt());

    // When
    resume(id, OptionalLong.empty());
    Errand again = outbox.take("one", 10, LEASE).get(0);
    outbox.keep(
        again,
        new Outcome(
            tried,
            Optional.of(Duration.ZERO),
            Optional.of("gone"),
            Optional.empty(),
            Optional.empty()));

    // Then
    assertThat(outbox.take("one", 10, LEASE)).isEmpty();
    assertThat(find(id).standing().disabled()).contains("gone");

    // When
    resume(id, OptionalLong.of(1));

    // Then
    assertThat(outbox.take("one", 10, LEASE).get(0).standing())
        .isEqualTo(new Standing(OptionalLong.of(1), Optional.empty(), 0, 0));
  }

  @Test
  void whateverATenantChangesTakesItFromWhoHasIt() {
    WebhookId id = webhook(OptionalLong.empty()).id();
    Errand errand = outbox.take("one", 10, LEASE).get(0);
    transactions.runInTenant(tenant, () -> webhooks.disable(id, "paused"));
    assertThat(outbox.keep(errand, rests(errand.standing(), Duration.ZERO))).isFalse();
    assertThat(find(id).standing().disabled()).contains("paused");
    transactions.runInTenant(tenant, () -> webhooks.remove(id));
    assertThat(outbox.keep(errand, rests(errand.standing(), Duration.ZERO))).isFalse();
    outbox.tested(errand, new Attempt("test", End.DELIVERED, 1, OptionalInt.of(200), "HTTP 200"));
  }

  @Test
  void aTestIsGivenOutOnce() {
    WebhookId id = webhook(OptionalLong.empty()).id();
    transactions.runInTenant(tenant, () -> webhooks.test(id));
    List<Errand> tests = outbox.tests(5);
    assertThat(tests).hasSize(1);
    assertThat(outbox.tests(5)).isEmpty();
    outbox.tested(
        tests.get(0), new Attempt("test-1", End.GIVEN_UP, 1, OptionalInt.empty(), "no answer"));
    assertThat(deliveries(id).get(0).status()).isEmpty();
  }

  @Test
  void theLastDeliveriesAreKept() {
    WebhookId id = webhook(OptionalLong.empty()).id();
    Errand errand = outbox.take("one", 10, LEASE).get(0);
    for (int i = 0; i < 60; i++) {
      outbox.tested(
          errand, new Attempt("e" + i, End.DELIVERED, 1, OptionalInt.of(200), "HTTP 200"));
    }
    assertThat(deliveries(id)).hasSize(50).first().extracting(Delivery::event).isEqualTo("e59");
    assertThat(really("select count(*) from webhook_delivery where webhook_id = '" + id + "'"))
        .containsExactly("50");
  }

  @Test
  void aSecretThatIsOverIsUsedNoMore() {
    Webhook hook = webhook(OptionalLong.empty());
    transactions.runInTenant(
        tenant,
        () ->
            webhooks.update(
                hook.with(
                    List.of(
                        new Secret("new", Optional.empty()),
                        new Secret("old", Optional.of(clock.instant().plusSeconds(3_600))),
                        new Secret("over", Optional.of(clock.instant().minusSeconds(1)))))));
    assertThat(outbox.take("one", 10, LEASE).get(0).secrets()).containsExactly("new", "old");
  }

  private static Outcome rests(Standing standing, Duration rest) {
    return new Outcome(
        standing, Optional.of(rest), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private void resume(WebhookId id, OptionalLong from) {
    transactions.runInTenant(tenant, () -> webhooks.resume(id, from));
  }

  private Webhook find(WebhookId id) {
    return transactions.inTenant(tenant, () -> webhooks.find(id)).orElseThrow();
  }

  private List<Delivery> deliveries(WebhookId id) {
    return transactions.inTenant(tenant, () -> webhooks.deliveries(id));
  }

  private Webhook webhook(OptionalLong from) {
    Webhook webhook =
        new Webhook(
            WebhookId.next(),
            tenant,
            network.id(),
            CallbackKind.WEBHOOK,
            "hook",
            Optional.empty(),
            TOLD,
            List.of(new Secret("sealed", Optional.empty())),
            clock.instant(),
            new Webhook.Standing(
                from, Optional.empty(), 0, Optional.empty(), Optional.empty(), clock.instant()));
    transactions.runInTenant(tenant, () -> webhooks.insert(webhook));
    return webhook;
  }
}
