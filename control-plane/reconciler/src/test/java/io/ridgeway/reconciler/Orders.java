package io.ridgeway.reconciler;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Offer;
import io.ridgeway.billing.Overage;
import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.fake.InMemoryStore;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.order.Order;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is ordered in a {@link World}, as it stands in the store afterwards. */
final class Orders {
  private static final Framework FRAMEWORK = new Framework("sample-ledger", "1");

  private final InMemoryStore store;
  private final TenantId tenant;
  private final Actor admin;
  private final Clock clock;

  /** The storage that guests order. */
  int guestGib = 10;

  Orders(InMemoryStore store, TenantId tenant, Actor admin, Clock clock) {
    this.store = store;
    this.tenant = tenant;
    this.admin = admin;
    this.clock = clock;
  }

  /** A network of four validators and one RPC node, of the world's tenant. */
  NetworkId network(String name, List<CityNodeId> places) {
    NetworkId id = NetworkId.next();
    NetworkSpec spec =
        new NetworkSpec(
                name,
                FRAMEWORK,
                Tier.DEDICATED,
                Map.of("validator", 4, "rpc", 1),
                Map.of(),
                places,
                10,
                10)
            .accepting(true);
    store.runInTenant(
        tenant,
        () -> {
          begin(tenant, id, spec);
          store.schedule.reconcile(id);
        });
    return id;
  }

  /** A guest, by a tenant of its own. */
  NetworkId guest(String name, Map<String, String> parameters) {
    return guest(name, parameters, 0);
  }

  /** The same, with so many contracts of its own. */
  NetworkId guest(String name, Map<String, String> parameters, int contracts) {
    NetworkId id = NetworkId.next();
    TenantId guest = TenantId.next();
    NetworkSpec spec =
        new NetworkSpec(
            name,
            FRAMEWORK,
            Tier.SHARED,
            contracts == 0
                ? Map.of(NetworkSpec.SHARE, 1)
                : Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, contracts),
            parameters,
            List.of(World.NORTH, World.SOUTH),
            10,
            guestGib);
    store.runInTenant(
        guest,
        () -> {
          store.memberships.insert(
              new Membership(guest, admin.user(), admin.name(), TenantRole.ADMIN, World.BEGIN));
          begin(guest, id, spec);
        });
    return id;
  }

  private void begin(TenantId owner, NetworkId id, NetworkSpec spec) {
    store.networks.insert(Network.ordered(id, owner, spec, clock.instant()));
    store.operations.insert(Operation.begun(owner, id, Operation.Kind.CREATE, clock.instant()));
  }

  /** The order of a change of a network of the world's tenant, which is under way. */
  void change(NetworkId network, NetworkSpec from, NetworkSpec to, OperationId operation) {
    Instant now = clock.instant();
    Amount free = Amount.zero("USD");
    Quote quote =
        new Quote(
            QuoteId.next(),
            tenant,
            to,
            new Offer("1", "USD", Term.ANNUAL, List.of(), free, free, new Overage(0, free)),
            true,
            Optional.of(new Quote.Changed(network, from)),
            now,
            now.plusSeconds(60));
    store.runInTenant(
        tenant,
        () -> {
          store.orders.insert(quote);
          store.orders.insert(
              new Order(
                  OrderId.next(),
                  tenant,
                  quote.id(),
                  SubscriptionId.next(),
                  network,
                  operation,
                  admin.name(),
                  now));
        });
  }
}
