package io.ridgeway.engine.account;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.UsageRecord;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Shows what was counted. */
@Singleton
public final class UsageDesk {
  private static final Duration LONGEST = Duration.ofDays(400);

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final UsageBook usage;

  public UsageDesk(Transactions transactions, Access access, Networks networks, UsageBook usage) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.usage = usage;
  }

  /** The network's usage records that begin within [from, to), at most 400 days. */
  public List<UsageRecord> of(
      Actor actor, TenantId tenant, NetworkId network, Instant from, Instant to) {
    access.require(actor, tenant, TenantRole.VIEWER);
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new Refusal(
          ProblemType.INVALID, "Ask for a time that ends after it starts, of at most 400 days.");
    }
    return transactions.inTenant(tenant, () -> usage.of(networks.get(network).id(), from, to));
  }
}
