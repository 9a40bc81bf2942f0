package io.ridgeway.store.order;

import io.ridgeway.billing.Quote;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.order.Idempotency;
import io.ridgeway.engine.order.OrderDesk;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.Resources;
import io.ridgeway.store.testing.Samples;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** A tenant with a quote, and room for the network that it is for. */
abstract class OrderCase extends StoreCase {
  @Inject OrderDesk desk;
  @Inject CityNodes cityNodes;
  @Inject Memberships memberships;
  @Inject Idempotency idempotency;

  final Actor actor = new Actor(new UserId("u-1"), "mei", Set.of());
  TenantId tenant;
  Quote quote;

  @BeforeEach
  void aTenantWithAQuote() {
    tenant = signUp();
    quote = Samples.quote(tenant, Samples.spec("tea"), clock.instant());
    transactions.runAsSystem(
        () -> {
          memberships.insert(
              new Membership(
                  tenant, actor.user(), actor.name(), TenantRole.ADMIN, clock.instant()));
          cityNodes.put(Samples.cityNode(), Map.of());
          Resources plenty = new Resources(64_000, 65_536, 1_000);
          cityNodes.heard(
              Samples.LOCAL,
              new CityNodeEntry.Heard(
                  new Capacity(plenty, plenty),
                  Set.of(new Software("goquorum", "22.7.4")),
                  clock.instant(),
                  ""));
        });
    transactions.runInTenant(tenant, () -> orders.insert(quote));
  }

  long rowsOf(String table) {
    return Long.parseLong(
        really("select count(*) from " + table + " where tenant_id = '" + tenant + "'").get(0));
  }
}
