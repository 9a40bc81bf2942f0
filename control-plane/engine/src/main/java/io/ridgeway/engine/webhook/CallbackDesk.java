package io.ridgeway.engine.webhook;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.gateway.BsnApplication;
import io.ridgeway.engine.gateway.BsnApplications;
import io.ridgeway.engine.webhook.Webhook.Told;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.callback.CallbackRules;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Takes the orders of applications that speak BSN's protocol. Asked by gateways, which have checked
 * who calls.
 */
@Singleton
public final class CallbackDesk {
  /** How many an application may have, so that none has all the room of its network. */
  static final int MAX_PER_APPLICATION = 10;

  private final Transactions transactions;
  private final BsnApplications applications;
  private final Webhooks webhooks;
  private final WebhookDesk desk;
  private final CallbackRules rules;
  private final Clock clock;

  public CallbackDesk(
      Transactions transactions,
      BsnApplications applications,
      Webhooks webhooks,
      WebhookDesk desk,
      CallbackRules rules,
      Clock clock) {
    this.transactions = transactions;
    this.applications = applications;
    this.webhooks = webhooks;
    this.desk = desk;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * Takes a new order; the events of blocks to come are told. Ordered again, it is the one that is
   * there.
   */
  public WebhookId register(ApplicationId id, CallbackKind kind, Told told) {
    rules.check(told.url());
    BsnApplication application = application(id);
    return transactions.inTenant(
        application.tenant(),
        () -> {
          desk.open(application.network());
          List<Webhook> there = webhooks.of(id);
          Optional<Webhook> same =
              there.stream().filter(w -> w.kind() == kind && w.told().equals(told)).findFirst();
          if (same.isPresent()) {
            return same.get().id();
          }
          room(application, there.size());
          Webhook webhook =
              new Webhook(
                  WebhookId.next(),
                  application.tenant(),
                  application.network(),
                  kind,
                  application.name(),
                  Optional.of(id),
                  told,
                  List.of(),
                  clock.instant(),
                  desk.beginning(OptionalLong.empty()));
          webhooks.insert(webhook);
          desk.record(actor(application), webhook, "webhook.create");
          return webhook.id();
        });
  }

  private void room(BsnApplication application, int there) {
    if (there >= MAX_PER_APPLICATION) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "An application has at most " + MAX_PER_APPLICATION + " callbacks; remove one first.");
    }
    desk.room(application.network());
  }

  /** The application's, newest first. */
  public List<Webhook> list(ApplicationId id) {
    BsnApplication application = application(id);
    return transactions.inTenant(application.tenant(), () -> webhooks.of(id));
  }

  /** Ends one of the application's. */
  public void remove(ApplicationId id, WebhookId event) {
    BsnApplication application = application(id);
    transactions.runInTenant(
        application.tenant(),
        () -> {
          Webhook webhook =
              webhooks
                  .find(event)
                  .filter(w -> w.application().equals(Optional.of(id)))
                  .orElseThrow(() -> Refusal.notFound("event", event));
          webhooks.remove(event);
          desk.record(actor(application), webhook, "webhook.remove");
        });
  }

  private BsnApplication application(ApplicationId id) {
    return transactions
        .asSystem(() -> applications.find(id))
        .filter(a -> a.revokedAt().isEmpty() && !a.frozen())
        .orElseThrow(() -> Refusal.notFound("application", id));
  }

  private static Actor actor(BsnApplication application) {
    return new Actor(new UserId(application.id().value()), application.name(), Set.of());
  }
}
