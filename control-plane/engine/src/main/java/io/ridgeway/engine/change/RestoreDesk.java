package io.ridgeway.engine.change;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backups;
import io.ridgeway.engine.backup.FileSites;
import io.ridgeway.engine.backup.Restoration;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.network.Made;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Has a node replaced by one that begins with a backup, at a city node that is named: it needn't
 * fetch what the backup has. A consensus member is never restored.
 */
@Singleton
public final class RestoreDesk {
  private final Transactions transactions;
  private final Access access;
  private final ReplaceDesk replacements;
  private final Beginning beginning;
  private final Backups backups;
  private final FileSites sites;
  private final Frameworks frameworks;
  private final Clock clock;

  public RestoreDesk(
      Transactions transactions,
      Access access,
      ReplaceDesk replacements,
      Beginning beginning,
      Backups backups,
      FileSites sites,
      Frameworks frameworks,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.replacements = replacements;
    this.beginning = beginning;
    this.backups = backups;
    this.sites = sites;
    this.frameworks = frameworks;
    this.clock = clock;
  }

  /**
   * Begins it.
   *
   * @param node who is replaced; of the same role and organisation as the backup's
   * @param at where the other one is to run, one of the order's city nodes; where the node runs if
   *     it isn't said
   * @throws Refusal as {@link ReplaceDesk#replace}; {@code CONFLICT} for a backup that isn't whole,
   *     is another ledger's, or where the city node takes no files
   */
  public Operation restore(
      Actor actor,
      TenantId tenant,
      NetworkId id,
      BackupId backup,
      NodeName node,
      Optional<CityNodeId> at) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(tenant, () -> begin(actor, id, backup, node, at));
  }

  private Operation begin(
      Actor actor, NetworkId id, BackupId wanted, NodeName node, Optional<CityNodeId> at) {
    Network network = beginning.idle(id);
    replacements.requireReplaceable(network, new TreeSet<>(Set.of(node)));
    Backup backup = backups.find(wanted).orElseThrow(() -> Refusal.notFound("backup", wanted));
    requireFit(network, backup, node);
    CityNodeId place = at.orElseGet(() -> there(network, node));
    if (!network.spec().cityNodes().contains(place)) {
      throw invalid("cityNode", "The network's order doesn't name city node " + place + ".");
    }
    CityNodeEntry site = sites.require(place);
    NodeName comes = ReplaceDesk.next(network.made(), node);
    Network moving = network.changing(ReplaceDesk.replacing(network.made(), Set.of(node)));
    replacements.requireRoom(moving, List.of(site));
    Operation operation =
        beginning.begin(
            actor,
            moving.with(placed(moving.made(), comes, place)),
            Operation.Kind.REPLACE,
            "network.restore",
            "Asked for "
                + node
                + " to be replaced by "
                + comes
                + " at "
                + place
                + ", from backup "
                + wanted
                + ".");
    backups.insert(
        new Restoration(
            network.tenant(),
            id,
            comes,
            wanted,
            operation.id(),
            clock.instant(),
            Optional.empty()));
    return operation;
  }

  private void requireFit(Network network, Backup backup, NodeName node) {
    String role = role(network, node);
    frameworks
        .whyNotBackedUp(network.spec(), role)
        .ifPresent(
            why -> {
              throw invalid("node", node + " can't be restored from a backup. " + why);
            });
    if (!backup.network().equals(network.id())) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Backup "
              + backup.id()
              + " is of "
              + backup.node()
              + " of network "
              + backup.network()
              + ": what it holds is another ledger's, and no node of this network is restored from"
              + " it.");
    }
    if (backup.state() != Backup.State.KEPT || !backup.expiresAt().isAfter(clock.instant())) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Backup " + backup.id() + " isn't kept: nothing can be restored from it.");
    }
    if (!backup.role().equals(role) || !backup.node().stem().equals(node.stem())) {
      throw invalid(
          "node",
          "Backup "
              + backup.id()
              + " is of "
              + backup.node()
              + "; a node of another organisation or role isn't restored from it, since it may hold"
              + " what the other must not see.");
    }
  }

  private static String role(Network network, NodeName node) {
    return network.nodes().stream()
        .filter(n -> n.name().equals(node))
        .findFirst()
        .orElseThrow()
        .role();
  }

  private static CityNodeId there(Network network, NodeName node) {
    return Optional.ofNullable(
            network.made().placement().map(Placement::nodes).orElse(Map.of()).get(node))
        .orElseThrow();
  }

  /** With its place settled: the placer would choose among all of the order's. */
  private static Made placed(Made made, NodeName comes, CityNodeId place) {
    Placement before = made.placement().orElseThrow();
    Map<NodeName, CityNodeId> nodes = new TreeMap<>(before.nodes());
    nodes.put(comes, place);
    return made.placed(
        new Placement(nodes, before.reasons(), before.survivesSiteLoss()),
        made.software().orElseThrow());
  }

  private static Refusal invalid(String field, String message) {
    return Refusal.of(ProblemType.INVALID, List.of(new Violation(field, message)));
  }
}
