package io.ridgeway.engine.order;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import java.time.Instant;

/** The acceptance of a quote, and what it brought into being. */
public record Order(
    OrderId id,
    TenantId tenant,
    QuoteId quote,
    SubscriptionId subscription,
    NetworkId network,
    OperationId operation,
    String placedBy,
    Instant placedAt) {}
