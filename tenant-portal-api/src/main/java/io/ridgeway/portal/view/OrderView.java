package io.ridgeway.portal.view;

import io.ridgeway.engine.order.Order;
import java.time.Instant;

/** An order, and what it brought into being. */
public record OrderView(
    String id,
    String quote,
    String subscription,
    String network,
    String operation,
    String placedBy,
    Instant placedAt) {
  public static OrderView of(Order o) {
    return new OrderView(
        o.id().value(),
        o.quote().value(),
        o.subscription().value(),
        o.network().value(),
        o.operation().value(),
        o.placedBy(),
        o.placedAt());
  }
}
