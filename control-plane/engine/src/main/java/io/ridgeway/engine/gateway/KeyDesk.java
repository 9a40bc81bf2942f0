package io.ridgeway.engine.gateway;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.Ids;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Custody;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Has keys made in custody, with which the gateway signs for a network's applications. */
@Singleton
public final class KeyDesk {
  /** How many transaction keys a network may have. */
  static final int MAX_PER_NETWORK = 1_000;

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Custody custody;
  private final Frameworks frameworks;
  private final AuditLog audit;
  private final Clock clock;

  public KeyDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Custody custody,
      Frameworks frameworks,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.custody = custody;
    this.frameworks = frameworks;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A managed key and its account.
   *
   * @param account as the ledger's users write it
   */
  public record Account(ManagedKey key, String account) {}

  /** The transaction key of that name, made if it isn't there yet. */
  public Account create(Actor actor, TenantId tenant, NetworkId networkId, String name) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    Ids.label("key name", name, 40);
    return transactions.inTenant(
        tenant,
        () -> {
          // Locked, or a key made while the network is removed would outlive it.
          Network network =
              networks.lock(networkId).orElseThrow(() -> Refusal.notFound("network", networkId));
          if (network.desire() == Network.Desire.DELETED) {
            throw new Refusal(
                ProblemType.ILLEGAL_TRANSITION,
                "The network is being deleted or gone; it takes no new keys.");
          }
          Curve curve = applicationKeys(network);
          List<ManagedKey> there = custody.list(networkId, Purpose.TRANSACTION);
          if (there.stream().noneMatch(k -> k.name().equals(name))
              && there.size() >= MAX_PER_NETWORK) {
            throw new Refusal(
                ProblemType.CONFLICT,
                "A network has at most " + MAX_PER_NETWORK + " managed keys.");
          }
          ManagedKey key = custody.ensure(tenant, networkId, curve, Purpose.TRANSACTION, name);
          if (!there.contains(key)) {
            networks.touch(networkId);
            audit.append(
                AuditEvent.of(
                    clock.instant(),
                    tenant,
                    actor,
                    "key.create",
                    key.id(),
                    "Managed key " + name + " of network " + networkId + "."));
          }
          return account(network, key).orElseThrow();
        });
  }

  /** The network's transaction keys that applications sign with, by name. */
  public List<Account> list(Actor actor, TenantId tenant, NetworkId networkId) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = networks.get(networkId);
          return custody.list(networkId, Purpose.TRANSACTION).stream()
              .flatMap(key -> account(network, key).stream())
              .toList();
        });
  }

  private Curve applicationKeys(Network network) {
    return frameworks
        .applicationKeys(network.spec().framework().name())
        .orElseThrow(
            () ->
                new Refusal(
                    ProblemType.CONFLICT,
                    "Applications can't sign for networks of "
                        + network.spec().framework().name()
                        + " through the gateway yet, so there is no use for a key."));
  }

  private Optional<Account> account(Network network, ManagedKey key) {
    return frameworks
        .account(network.spec().framework().name(), key)
        .map(account -> new Account(key, account));
  }
}
