package io.ridgeway.engine.catalogue;

import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.key.CityNodeCredentials.Kept;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNode.State;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Shows city nodes to operators and their providers, tests them, opens and closes them to new
 * nodes, and removes them. They are registered at the {@link CityNodeRegistry}.
 */
@Singleton
public final class CityNodeDesk {
  private final CityNodeOffice office;

  public CityNodeDesk(CityNodeOffice office) {
    this.office = office;
  }

  /**
   * A city node as its people see it.
   *
   * @param entry without a secret; without its cost for who isn't an operator
   * @param kept which secrets custody keeps for it
   */
  public record Shown(CityNodeEntry entry, List<Kept> kept) {}

  /**
   * A network that has nodes there, or waits to be placed there.
   *
   * @param name the tenant's name for it; empty for who isn't an operator
   * @param tenant whose it is; empty for who isn't an operator
   * @param operation what moves its nodes, if anything does
   * @param why why they stay for now; empty if nobody asked
   */
  public record Staying(
      NetworkId network,
      String name,
      String tenant,
      String state,
      Optional<OperationId> operation,
      String why) {

    /** The same, with its nodes on their way. */
    public Staying movedBy(OperationId by) {
      return new Staying(network, name, tenant, state, Optional.of(by), "");
    }

    /** The same, with the reason why it stays. */
    public Staying because(String reason) {
      return new Staying(network, name, tenant, state, Optional.empty(), reason);
    }
  }

  /**
   * A city node after its state was changed.
   *
   * @param staying the networks that have nodes there
   */
  public record Moved(Shown cityNode, List<Staying> staying) {}

  /** The kinds of adapters that city nodes can be registered for. */
  public List<AdapterOffer> adapters(Actor actor) {
    CityNodeAccess.require(actor);
    return office.adapters.all();
  }

  /** Those that the actor may see, by name. */
  public List<CityNodeEntry> list(Actor actor) {
    CityNodeAccess.require(actor);
    return office.transactions.asSystem(
        () ->
            office.cityNodes.all().stream()
                .filter(e -> CityNodeAccess.may(actor, e.node().provider()))
                .map(e -> bare(actor, e))
                .toList());
  }

  public Shown get(Actor actor, CityNodeId id) {
    return office.transactions.asSystem(() -> shown(actor, office.require(actor, id)));
  }

  /** The networks that are there, or wait to be placed there. */
  public List<Staying> networks(Actor actor, CityNodeId id) {
    return office.transactions.asSystem(
        () -> {
          office.require(actor, id);
          return staying(actor, id);
        });
  }

  /**
   * Reaches it now, says exactly what is wrong, and keeps what was heard. Where nothing was, what
   * was heard before stays: whether it is lost is for the regular hearing to say.
   */
  public Adapters.Trial test(Actor actor, CityNodeId id) {
    CityNodeEntry entry = office.transactions.asSystem(() -> office.require(actor, id));
    Adapters.Trial trial = office.adapters.test(entry);
    // What it can say is no reason not to place there.
    Optional<CityNodeEntry.Heard> heard =
        trial
            .capacity()
            .map(c -> new CityNodeEntry.Heard(c, trial.software(), office.clock.instant(), ""));
    office.transactions.runAsSystem(
        () -> {
          heard.ifPresent(h -> office.cityNodes.heard(id, h));
          office.record(
              actor,
              "city-node.test",
              id,
              trial.passed() ? "It passed." : trial.problems().size() + " problems were found.");
        });
    return trial;
  }

  /** No new nodes are placed there, so that it can be emptied; who empties it is DrainDesk. */
  public Moved drain(Actor actor, CityNodeId id) {
    return move(actor, id, State.DRAINING, "city-node.drain");
  }

  /** Nodes may be placed there. */
  public Moved activate(Actor actor, CityNodeId id) {
    return move(actor, id, State.ACTIVE, "city-node.activate");
  }

  /**
   * Nothing is placed there, until further notice. What is there goes on, and is watched, repaired
   * and counted as before.
   */
  public Moved disable(Actor actor, CityNodeId id) {
    return move(actor, id, State.DISABLED, "city-node.disable");
  }

  /** Removes it and its secrets; refused while a network is there or waits for it. */
  public void remove(Actor actor, CityNodeId id) {
    office.transactions.runAsSystem(
        () -> {
          CityNodeEntry entry = office.require(actor, id);
          List<Staying> staying = staying(actor, id);
          if (!staying.isEmpty()) {
            throw new Refusal(
                ProblemType.CONFLICT,
                "City node "
                    + id
                    + " holds "
                    + staying.size()
                    + " networks: "
                    + listed(staying)
                    + ". Drain it, and remove it once they are deleted.");
          }
          if (entry.node().state() == State.ACTIVE) {
            throw new Refusal(
                ProblemType.ILLEGAL_TRANSITION,
                "City node " + id + " takes orders. Drain or disable it first.");
          }
          office.cityNodes.remove(id);
          office.record(actor, "city-node.remove", id, "Removed, with its credentials.");
        });
  }

  private Moved move(Actor actor, CityNodeId id, State to, String action) {
    return office.transactions.asSystem(
        () -> {
          CityNodeEntry entry = office.require(actor, id);
          CityNode node = entry.node();
          if (node.state() != to) {
            office.cityNodes.put(node.with(to), entry.configuration(), entry.cost());
            office.record(actor, action, id, "From " + node.state() + " to " + to + ".");
          }
          CityNodeEntry after = office.cityNodes.find(id).orElseThrow();
          return new Moved(
              shown(actor, after), to == State.ACTIVE ? List.of() : staying(actor, id));
        });
  }

  private List<Staying> staying(Actor actor, CityNodeId id) {
    boolean all = CityNodeAccess.isOperator(actor);
    return office.networks.at(id).stream().map(n -> staying(n, all)).toList();
  }

  private static Staying staying(Network network, boolean all) {
    return new Staying(
        network.id(),
        all ? network.spec().name() : "",
        all ? network.tenant().value() : "",
        network.state().name(),
        Optional.empty(),
        "");
  }

  private static String listed(List<Staying> staying) {
    int most = 20;
    String first =
        String.join(", ", staying.stream().limit(most).map(s -> s.network().value()).toList());
    return staying.size() > most ? first + ", …" : first;
  }

  private Shown shown(Actor actor, CityNodeEntry entry) {
    return new Shown(bare(actor, entry), office.credentials.of(entry.node().id()));
  }

  /** Without what isn't for this actor, or for nobody. */
  private CityNodeEntry bare(Actor actor, CityNodeEntry entry) {
    var configuration = new TreeMap<>(entry.configuration());
    office
        .adapters
        .find(entry.node().adapter())
        .ifPresentOrElse(
            offer -> configuration.keySet().removeAll(offer.secrets()), configuration::clear);
    return new CityNodeEntry(
        entry.node(),
        configuration,
        CityNodeAccess.isOperator(actor) ? entry.cost() : Optional.empty(),
        entry.heard());
  }
}
