package io.ridgeway.app.wiring;

import io.ridgeway.engine.webhook.CallbackDesk;
import io.ridgeway.engine.webhook.Webhook;
import io.ridgeway.gateway.Callbacks;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.problem.Refusal;
import java.util.List;

/** Hands applications' orders to be told events from the gateway to the desk. */
record OrderedCallbacks(CallbackDesk desk) implements Callbacks {
  @Override
  public String register(ApplicationId application, Wanted wanted) {
    return desk.register(
            application,
            wanted.kind(),
            new Webhook.Told(
                wanted.url(), wanted.contract(), wanted.event(), wanted.attachment(), ""))
        .value();
  }

  @Override
  public List<Standing> list(ApplicationId application) {
    return desk.list(application).stream().map(OrderedCallbacks::standing).toList();
  }

  private static Standing standing(Webhook webhook) {
    Webhook.Told told = webhook.told();
    return new Standing(
        webhook.id().value(),
        new Wanted(webhook.kind(), told.url(), told.contract(), told.event(), told.attachment()),
        webhook.createdAt());
  }

  @Override
  public void remove(ApplicationId application, String id) {
    desk.remove(application, read(id));
  }

  private static WebhookId read(String id) {
    try {
      return new WebhookId(id);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("event", "of that eventId");
    }
  }
}
