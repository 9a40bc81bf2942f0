package io.ridgeway.store.order;

import io.ridgeway.engine.order.Order;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.sql.TenantRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

@Entity
@Table(name = "customer_order")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by of
class OrderEntity extends TenantRow {
  @Column(name = "quote_id")
  String quote;

  @Column(name = "subscription_id")
  String subscription;

  @Column(name = "network_id")
  String network;

  @Column(name = "operation_id")
  String operation;

  @Column(name = "placed_by")
  String placedBy;

  static OrderEntity of(Order order) {
    OrderEntity row = new OrderEntity();
    row.id = order.id().value();
    row.tenant = order.tenant().value();
    row.createdAt = order.placedAt();
    row.quote = order.quote().value();
    row.subscription = order.subscription().value();
    row.network = order.network().value();
    row.operation = order.operation().value();
    row.placedBy = order.placedBy();
    return row;
  }

  Order order() {
    return new Order(
        new OrderId(id),
        new TenantId(tenant),
        new QuoteId(quote),
        new SubscriptionId(subscription),
        new NetworkId(network),
        new OperationId(operation),
        placedBy,
        createdAt);
  }
}
