package io.ridgeway.engine.backup;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.change.Beginning;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.BackupKeys;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes backups of nodes, shows and deletes them. A member of a consensus group is never backed up:
 * restored, it would have forgotten what it agreed to.
 */
@Singleton
public final class BackupDesk {
  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Beginning beginning;
  private final Frameworks frameworks;
  private final Backups backups;
  private final Shelf<Backup> shelf;
  private final BackupKeys keys;
  private final BackupTerms terms;
  private final FileSites sites;
  private final AuditLog audit;
  private final Clock clock;

  public BackupDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Beginning beginning,
      Frameworks frameworks,
      Backups backups,
      BackupKeys keys,
      BackupTerms terms,
      FileSites sites,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.beginning = beginning;
    this.frameworks = frameworks;
    this.backups = backups;
    this.shelf = new Shelf<>("backup", backups, transactions, access, networks);
    this.keys = keys;
    this.terms = terms;
    this.sites = sites;
    this.audit = audit;
    this.clock = clock;
  }

  /** How the operator keeps them. */
  public BackupTerms terms() {
    return terms;
  }

  /** The network's, newest first. */
  public Page<Backup> list(Actor actor, TenantId tenant, NetworkId id, Page.Request page) {
    return shelf.list(actor, tenant, id, page);
  }

  /** One of them. */
  public Backup get(Actor actor, TenantId tenant, NetworkId id, BackupId backup) {
    return shelf.get(actor, tenant, id, backup);
  }

  /** The network's nodes that can be backed up, by their names. */
  public List<NodeName> nodes(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = networks.get(id);
          return network.nodes().stream()
              .filter(n -> frameworks.whyNotBackedUp(network.spec(), n.role()).isEmpty())
              .map(NodeStatus::name)
              .sorted()
              .toList();
        });
  }

  /**
   * Begins one.
   *
   * @throws Refusal and nothing is kept: {@code INVALID} for a node that the network hasn't, or
   *     that can't be backed up; {@code CONFLICT} while another operation is under way, where there
   *     are as many as may be, or where the city node or the operator can't keep any
   */
  public Backup take(Actor actor, TenantId tenant, NetworkId id, NodeName node) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(tenant, () -> begin(actor, id, node));
  }

  private Backup begin(Actor actor, NetworkId id, NodeName name) {
    if (!terms.offered()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "No backups are kept here; the operator must name a place for them.");
    }
    Network network = beginning.idle(id);
    NodeStatus node = node(network, name);
    frameworks
        .whyNotBackedUp(network.spec(), node.role())
        .ifPresent(
            why -> {
              throw invalid(name + " can't be backed up. " + why);
            });
    sites.require(node.cityNode());
    shelf.requireRoom(id, terms, "Delete one first.");
    Instant now = clock.instant();
    BackupId backup = BackupId.next();
    Operation operation =
        beginning.beginBeside(
            actor,
            network,
            Operation.Kind.BACKUP,
            "backup.take",
            "Asked for backup " + backup + " of " + name + ".");
    Backup taken =
        new Backup(
            backup,
            network.tenant(),
            id,
            name,
            node.role(),
            node.cityNode(),
            network.spec().framework().version(),
            Math.max(0, node.height()),
            operation.id(),
            Backup.State.TAKING,
            actor.name(),
            now,
            now.plus(terms.keep()),
            keys.newKey(network.tenant(), backup),
            Optional.empty(),
            Optional.empty(),
            "");
    backups.insert(taken);
    return taken;
  }

  private static NodeStatus node(Network network, NodeName name) {
    return network.nodes().stream()
        .filter(n -> n.name().equals(name) && network.made().holds(name))
        .findFirst()
        .orElseThrow(() -> invalid("The network has no node " + name + "."));
  }

  /**
   * Deletes one. One that is being taken is given up, and its operation ends.
   *
   * @throws Refusal {@code CONFLICT} while a node is being restored from it
   */
  public void delete(Actor actor, TenantId tenant, NetworkId id, BackupId backup) {
    access.require(actor, tenant, TenantRole.ADMIN);
    transactions.runInTenant(tenant, () -> delete(actor, id, backup));
  }

  private void delete(Actor actor, NetworkId id, BackupId backup) {
    Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
    Backup there = shelf.require(id, backup);
    if (there.state() == Backup.State.DELETED) {
      return;
    }
    if (backups.restoring(id).stream().anyMatch(r -> r.backup().equals(backup))) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "A node is being restored from backup " + backup + "; delete it once that is over.");
    }
    Instant now = clock.instant();
    beginning.giveUp(network, there.operation());
    backups.update(there.deleted(now));
    audit.append(
        AuditEvent.of(
            now,
            there.tenant(),
            actor,
            "backup.delete",
            id,
            "Deleted backup " + backup + " of " + there.node() + "."));
  }

  private static Refusal invalid(String message) {
    return Refusal.of(ProblemType.INVALID, List.of(new Violation("node", message)));
  }
}
