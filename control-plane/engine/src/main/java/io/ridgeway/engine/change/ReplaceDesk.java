package io.ridgeway.engine.change;

import static java.util.stream.Collectors.joining;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.network.Made;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Has nodes of a network replaced by others of their role: with keys of their own, an empty ledger
 * that they fill from the others, and a place that the placer finds among the order's city nodes.
 * So a node is moved, or given up for lost; a consensus member is never copied.
 */
@Singleton
public final class ReplaceDesk {
  private final Transactions transactions;
  private final Access access;
  private final Beginning beginning;
  private final CityNodes cityNodes;
  private final Frameworks frameworks;

  public ReplaceDesk(
      Transactions transactions,
      Access access,
      Beginning beginning,
      CityNodes cityNodes,
      Frameworks frameworks) {
    this.transactions = transactions;
    this.access = access;
    this.beginning = beginning;
    this.cityNodes = cityNodes;
    this.frameworks = frameworks;
  }

  /**
   * Has a tenant's nodes replaced.
   *
   * @throws Refusal {@code CONFLICT} while another operation is under way, {@code
   *     ILLEGAL_TRANSITION} unless the network was ready, {@code INVALID} for nodes that it hasn't
   *     or that can't be replaced, {@code INVALID_SPEC} if there is no room for the others
   */
  public Operation replace(Actor actor, TenantId tenant, NetworkId id, Set<NodeName> nodes) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(tenant, () -> begin(actor, id, nodes));
  }

  /** As {@link #replace}, of any tenant's network, for operators. */
  public Operation replaceOfAll(Actor actor, NetworkId id, Set<NodeName> nodes) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(() -> begin(actor, id, nodes));
  }

  /** Called within a transaction that may write the network; who may is checked. */
  Operation begin(Actor actor, NetworkId id, Set<NodeName> nodes) {
    Network network = beginning.idle(id);
    SortedSet<NodeName> sorted = new TreeSet<>(nodes);
    requireReplaceable(network, sorted);
    Network wanted = network.changing(replacing(network.made(), sorted));
    requireRoom(wanted, cityNodes.chosenBy(wanted.spec()));
    return beginning.begin(
        actor,
        wanted,
        Operation.Kind.REPLACE,
        "network.replace",
        "Asked for " + names(sorted) + " to be replaced.");
  }

  /** Refuses nodes that the network hasn't, and those that can't be replaced. */
  void requireReplaceable(Network network, SortedSet<NodeName> nodes) {
    if (nodes.isEmpty()) {
      throw Refusal.of(
          ProblemType.INVALID, List.of(new Violation("nodes", "Name one node at least.")));
    }
    String framework = network.spec().framework().name();
    Set<String> roles = frameworks.replaceableRoles(framework);
    List<Violation> violations =
        nodes.stream()
            .flatMap(node -> violation(network, node, roles, framework).stream())
            .toList();
    if (!violations.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID, violations);
    }
  }

  private static Optional<Violation> violation(
      Network network, NodeName node, Set<String> roles, String framework) {
    Optional<NodeStatus> known =
        network.nodes().stream().filter(n -> n.name().equals(node)).findFirst();
    if (known.isEmpty() || !network.made().holds(node)) {
      return Optional.of(
          new Violation(
              "nodes",
              "The network has no node "
                  + node
                  + "; it has "
                  + names(network.nodes().stream().map(NodeStatus::name).toList())
                  + "."));
    }
    return roles.contains(known.get().role())
        ? Optional.empty()
        : Optional.of(
            new Violation(
                "nodes",
                "Nodes of role "
                    + known.get().role()
                    + " can't be replaced yet on "
                    + framework
                    + "."));
  }

  /** The name of whoever comes for that node. */
  static NodeName next(Made made, NodeName node) {
    return NodeName.of(node.stem(), made.roster().next(node.stem(), count(made, node.stem())));
  }

  static Roster replacing(Made made, Collection<NodeName> nodes) {
    Roster roster = made.roster();
    for (NodeName node : nodes) {
      roster = roster.replacing(node, count(made, node.stem()));
    }
    return roster;
  }

  private static int count(Made made, String stem) {
    return (int)
        made.placement().map(Placement::nodes).orElseThrow().keySet().stream()
            .filter(n -> n.stem().equals(stem))
            .count();
  }

  /** Refuses what finds no room at these city nodes. */
  void requireRoom(Network wanted, List<CityNodeEntry> at) {
    Frameworks.Feasibility answer = frameworks.place(wanted.spec(), wanted.made(), at);
    if (!answer.violations().isEmpty()) {
      throw Refusal.of(ProblemType.INVALID_SPEC, answer.violations());
    }
    boolean survived = wanted.made().placement().orElseThrow().survivesSiteLoss();
    if (survived && !answer.survivesSiteLoss() && !wanted.spec().acceptsNoSiteLoss()) {
      throw Refusal.of(
          ProblemType.INVALID_SPEC,
          List.of(
              new Violation(
                  "nodes",
                  "With the room that there is, the network would no longer survive the loss of a"
                      + " city node, which its order doesn't accept.")));
    }
  }

  private static String names(Collection<NodeName> nodes) {
    return nodes.stream().map(NodeName::value).collect(joining(", "));
  }
}
