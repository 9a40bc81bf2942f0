package io.ridgeway.store.order;

import io.ridgeway.billing.Subscription;
import io.ridgeway.billing.Supplement;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Rows;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Singleton
class Subscriptions extends Rows<SubscriptionEntity, Subscription> {
  private final Sql sql;
  private final Json json;

  Subscriptions(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  void insert(Subscription subscription) {
    add(SubscriptionEntity.of(subscription, json));
  }

  void update(Subscription subscription) {
    SubscriptionEntity row =
        findByIdOptional(subscription.id().value())
            .orElseThrow(
                () -> new IllegalStateException("there is no subscription " + subscription.id()));
    row.take(subscription, json);
    changed(row);
  }

  void insert(Supplement supplement) {
    sql.execute(
        "insert into supplement (order_id, tenant_id, subscription_id, created_at, document)"
            + " values (?, ?, ?, ?, ?::jsonb)",
        supplement.order().value(),
        supplement.tenant().value(),
        supplement.subscription().value(),
        supplement.from(),
        json.write(supplement));
  }

  List<Supplement> supplements(SubscriptionId subscription) {
    return sql.query(
        row -> json.read(row.getString("document"), Supplement.class),
        "select document from supplement where subscription_id = ? order by created_at, order_id",
        subscription.value());
  }

  Optional<Subscription> find(SubscriptionId id) {
    return record(find("id", id.value()));
  }

  Optional<Subscription> of(NetworkId network) {
    return record(find("network", network.value()));
  }

  Page<Subscription> list(Page.Request page) {
    return newest(page);
  }

  Page<Subscription> runningOver(Instant now, Page.Request page) {
    return newest(
        page,
        "endsAt <= :now and network in (select n.id from NetworkEntity n where n.desire <> :unwanted)",
        Map.of("now", now, "unwanted", Network.Desire.DELETED));
  }

  @Override
  protected Subscription record(SubscriptionEntity row) {
    return row.subscription(json);
  }
}
