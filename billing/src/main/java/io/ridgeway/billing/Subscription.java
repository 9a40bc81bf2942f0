package io.ridgeway.billing;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import java.time.Instant;

/**
 * The term that an accepted order opened.
 *
 * @param from when it begins, inclusive
 * @param to when what was paid for ends, exclusive; in UTC calendar months from {@code from}
 */
public record Subscription(
    SubscriptionId id,
    TenantId tenant,
    OrderId order,
    NetworkId network,
    Offer offer,
    Instant from,
    Instant to,
    State state) {
  public Subscription {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a subscription ends after it begins");
    }
  }

  /** One that begins now and lasts for the offer's term. */
  public static Subscription open(
      SubscriptionId id,
      TenantId tenant,
      OrderId order,
      NetworkId network,
      Offer offer,
      Instant from) {
    return new Subscription(
        id, tenant, order, network, offer, from, offer.term().end(from), State.ACTIVE);
  }

  /**
   * Ended, by its date or because the network was deleted early. The term that was paid for keeps
   * its dates and nothing is refunded: a term is sold as a whole.
   */
  public Subscription ended() {
    return new Subscription(id, tenant, order, network, offer, from, to, State.ENDED);
  }

  /** Where it stands. */
  public enum State {
    ACTIVE,
    ENDED
  }
}
