package io.ridgeway.engine.order;

import io.ridgeway.billing.Subscription;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/**
 * Networks that run on though the term that was bought for them is over. Nothing stops or deletes
 * them by itself: operators are told here, and tenants at their network.
 */
@Singleton
public final class EndedTerms {
  private final Transactions transactions;
  private final Access access;
  private final Orders orders;
  private final Networks networks;
  private final Clock clock;

  public EndedTerms(
      Transactions transactions, Access access, Orders orders, Networks networks, Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.orders = orders;
    this.networks = networks;
    this.clock = clock;
  }

  /** A network that runs on, and the subscription whose term is over. */
  public record EndedTerm(Network network, Subscription subscription) {}

  /** A network's term, and whether it is over while the network is still wanted. */
  public record Term(Subscription subscription, boolean over) {}

  /** All of them, for operators; those that were ordered last come first. */
  public Page<EndedTerm> list(Actor actor, Page.Request page) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(
        () -> {
          Page<Subscription> found = orders.runningOver(clock.instant(), page);
          return new Page<>(
              found.items().stream().map(s -> new EndedTerm(networks.get(s.network()), s)).toList(),
              found.next());
        });
  }

  /** The term that was bought for the network. */
  public Optional<Term> of(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = networks.get(id);
          return orders
              .subscriptionOf(id)
              .map(s -> new Term(s, isWanted(network) && !clock.instant().isBefore(s.to())));
        });
  }

  private static boolean isWanted(Network network) {
    return network.desire() != Network.Desire.DELETED;
  }
}
