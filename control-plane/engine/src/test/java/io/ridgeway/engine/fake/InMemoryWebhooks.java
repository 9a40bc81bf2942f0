package io.ridgeway.engine.fake;

import io.ridgeway.engine.webhook.Delivery;
import io.ridgeway.engine.webhook.Webhook;
import io.ridgeway.engine.webhook.Webhook.Standing;
import io.ridgeway.engine.webhook.Webhooks;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.WebhookId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@link Webhooks} in memory; nobody carries them out. */
public final class InMemoryWebhooks implements Webhooks {
  private final Table<WebhookId, Webhook> rows;

  /** Those that were to be tested. */
  public final List<WebhookId> tested = new ArrayList<>();

  InMemoryWebhooks(InMemoryStore store) {
    this.rows = store.table(w -> Optional.of(w.tenant()));
  }

  @Override
  public void insert(Webhook webhook) {
    rows.insert(webhook.id(), webhook);
  }

  @Override
  public Optional<Webhook> find(WebhookId id) {
    return rows.get(id);
  }

  @Override
  public Optional<Webhook> lock(WebhookId id) {
    return find(id);
  }

  @Override
  public List<Webhook> of(NetworkId network) {
    return rows.newest(w -> w.network().equals(network));
  }

  @Override
  public List<Webhook> of(ApplicationId application) {
    return rows.newest(w -> w.application().equals(Optional.of(application)));
  }

  @Override
  public void update(Webhook webhook) {
    rows.update(webhook.id(), webhook);
  }

  @Override
  public void resume(WebhookId id, OptionalLong from) {
    Webhook w = rows.get(id).orElseThrow();
    Standing now = w.standing();
    stand(
        w,
        new Standing(
            from.isPresent() ? from : now.from(),
            from.isPresent() ? Optional.empty() : now.after(),
            0,
            Optional.empty(),
            Optional.empty(),
            now.nextAt()));
  }

  @Override
  public void disable(WebhookId id, String reason) {
    Webhook w = rows.get(id).orElseThrow();
    Standing now = w.standing();
    stand(
        w,
        new Standing(
            now.from(),
            now.after(),
            now.attempts(),
            Optional.of(reason),
            Optional.empty(),
            now.nextAt()));
  }

  private void stand(Webhook w, Standing now) {
    rows.update(
        w.id(),
        new Webhook(
            w.id(),
            w.tenant(),
            w.network(),
            w.kind(),
            w.name(),
            w.application(),
            w.told(),
            w.secrets(),
            w.createdAt(),
            now));
  }

  @Override
  public void test(WebhookId id) {
    tested.add(id);
  }

  @Override
  public void remove(WebhookId id) {
    rows.remove(id);
  }

  @Override
  public List<Delivery> deliveries(WebhookId id) {
    return List.of();
  }
}
