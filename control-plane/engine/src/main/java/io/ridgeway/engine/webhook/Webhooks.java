package io.ridgeway.engine.webhook;

import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.WebhookId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps orders to tell events, and what became of them. Whatever changes one here takes it from the
 * gateway that is at it, which hears of that before it writes down what it did.
 */
public interface Webhooks {
  void insert(Webhook webhook);

  Optional<Webhook> find(WebhookId id);

  /** It, kept from whoever else would change it until the transaction ends. */
  Optional<Webhook> lock(WebhookId id);

  /** The network's, newest first. */
  List<Webhook> of(NetworkId network);

  /** An application's, newest first. */
  List<Webhook> of(ApplicationId application);

  /** Keeps its name, its secrets, and what is told where. */
  void update(Webhook webhook);

  /**
   * Has it go on at once, whatever kept it.
   *
   * @param from the block to begin with again; empty to go on where it stands
   */
  void resume(WebhookId id, OptionalLong from);

  /** Has nothing sent any more. */
  void disable(WebhookId id, String reason);

  /** Has a test sent, whether or not it is disabled. */
  void test(WebhookId id);

  void remove(WebhookId id);

  /** The last events that were to be told, the latest first. */
  List<Delivery> deliveries(WebhookId id);
}
