package io.ridgeway.store.order;

import io.ridgeway.billing.Subscription;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.TenantRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "subscription")
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by of
class SubscriptionEntity extends TenantRow {
  @Column(name = "order_id", updatable = false)
  String order;

  @Column(name = "network_id", updatable = false)
  String network;

  @Enumerated(EnumType.STRING)
  Subscription.State state;

  @Column(name = "ends_at")
  Instant endsAt;

  @Column(columnDefinition = "jsonb")
  @ColumnTransformer(write = "?::jsonb")
  String document;

  static SubscriptionEntity of(Subscription subscription, Json json) {
    SubscriptionEntity row = new SubscriptionEntity();
    row.id = subscription.id().value();
    row.tenant = subscription.tenant().value();
    row.createdAt = subscription.from();
    row.order = subscription.order().value();
    row.network = subscription.network().value();
    row.take(subscription, json);
    return row;
  }

  void take(Subscription subscription, Json json) {
    state = subscription.state();
    endsAt = subscription.to();
    document = json.write(subscription);
  }

  Subscription subscription(Json json) {
    return json.read(document, Subscription.class);
  }
}
