package io.ridgeway.engine.change;

import static java.util.stream.Collectors.toSet;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.catalogue.CityNodeDesk;
import io.ridgeway.engine.catalogue.CityNodeDesk.Moved;
import io.ridgeway.engine.catalogue.CityNodeDesk.Staying;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Empties a city node: it takes no new nodes, and those that it has are replaced by others
 * elsewhere, wherever their orders have a place for them. Asked again, it takes up what could not
 * be moved before.
 */
@Singleton
public final class DrainDesk {
  private final CityNodeDesk cityNodes;
  private final ReplaceDesk replacements;
  private final Beginning beginning;
  private final Transactions transactions;
  private final Networks networks;

  public DrainDesk(
      CityNodeDesk cityNodes,
      ReplaceDesk replacements,
      Beginning beginning,
      Transactions transactions,
      Networks networks) {
    this.cityNodes = cityNodes;
    this.replacements = replacements;
    this.beginning = beginning;
    this.transactions = transactions;
    this.networks = networks;
  }

  /** No new nodes are placed there, and what can be moved begins to. */
  public Moved drain(Actor actor, CityNodeId id) {
    Moved closed = cityNodes.drain(actor, id);
    return new Moved(
        closed.cityNode(), closed.staying().stream().map(s -> move(actor, id, s)).toList());
  }

  /** Each network by itself: one that can't be moved holds up no other. */
  private Staying move(Actor actor, CityNodeId id, Staying staying) {
    try {
      return transactions.asSystem(
          () -> {
            Set<NodeName> nodes = nodesAt(staying.network(), id);
            if (nodes.isEmpty()) {
              return staying.because("It has no node there yet; it is placed elsewhere if it can.");
            }
            Operation operation = replacements.begin(actor, staying.network(), nodes);
            return staying.movedBy(operation.id());
          });
    } catch (Refusal refusal) {
      return underWay(staying.network())
          .map(staying::movedBy)
          .orElseGet(
              () ->
                  staying.because(
                      // It may name other providers' city nodes.
                      actor.roles().contains(RealmRole.OPERATOR)
                          ? refusal.detail()
                          : "It can't be moved now; the operator can see why."));
    }
  }

  private Optional<OperationId> underWay(NetworkId network) {
    return transactions.asSystem(() -> beginning.underWay(network));
  }

  private Set<NodeName> nodesAt(NetworkId network, CityNodeId at) {
    return networks
        .get(network)
        .made()
        .placement()
        .map(Placement::nodes)
        .orElse(Map.of())
        .entrySet()
        .stream()
        .filter(e -> e.getValue().equals(at))
        .map(Map.Entry::getKey)
        .collect(toSet());
  }
}
