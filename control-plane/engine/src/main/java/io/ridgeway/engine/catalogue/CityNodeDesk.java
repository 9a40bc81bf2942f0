package io.ridgeway.engine.catalogue;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.key.CityNodeCredentials;
import io.ridgeway.model.key.CityNodeCredentials.Kept;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNode.State;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Shows city nodes to operators and their providers, tests them, opens and closes them to new
 * nodes, and removes them. They are registered at the {@link CityNodeRegistry}.
 */
@Singleton
public final class CityNodeDesk {
  private final Transactions transactions;
  private final CityNodes cityNodes;
  private final CityNodeCredentials credentials;
  private final Adapters adapters;
  private final Networks networks;
  private final AuditLog audit;
  private final Clock clock;

  public CityNodeDesk(
      Transactions transactions,
      CityNodes cityNodes,
      CityNodeCredentials credentials,
      Adapters adapters,
      Networks networks,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.cityNodes = cityNodes;
    this.credentials = credentials;
    this.adapters = adapters;
    this.networks = networks;
    this.audit = audit;
    this.clock = clock;
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
   */
  public record Staying(NetworkId network, String name, String tenant, String state) {}

  /**
   * A city node after its state was changed.
   *
   * @param staying the networks that stay there: none can be moved yet
   */
  public record Moved(Shown cityNode, List<Staying> staying) {}

  /** The kinds of adapters that city nodes can be registered for. */
  public List<AdapterOffer> adapters(Actor actor) {
    CityNodeAccess.require(actor);
    return adapters.all();
  }

  /** Those that the actor may see, by name. */
  public List<CityNodeEntry> list(Actor actor) {
    CityNodeAccess.require(actor);
    return transactions.asSystem(
        () ->
            cityNodes.all().stream()
                .filter(e -> CityNodeAccess.may(actor, e.node().provider()))
                .map(e -> bare(actor, e))
                .toList());
  }

  public Shown get(Actor actor, CityNodeId id) {
    return transactions.asSystem(() -> shown(actor, CityNodeAccess.require(actor, cityNodes, id)));
  }

  /** The networks that are there, or wait to be placed there. */
  public List<Staying> networks(Actor actor, CityNodeId id) {
    return transactions.asSystem(
        () -> {
          CityNodeAccess.require(actor, cityNodes, id);
          return staying(actor, id);
        });
  }

  /**
   * Reaches it now, says exactly what is wrong, and keeps what was heard. Where nothing was, what
   * was heard before stays: whether it is lost is for the regular hearing to say.
   */
  public Adapters.Trial test(Actor actor, CityNodeId id) {
    CityNodeEntry entry = transactions.asSystem(() -> CityNodeAccess.require(actor, cityNodes, id));
    Adapters.Trial trial = adapters.test(entry);
    // What it can say is no reason not to place there.
    Optional<CityNodeEntry.Heard> heard =
        trial
            .capacity()
            .map(c -> new CityNodeEntry.Heard(c, trial.software(), clock.instant(), ""));
    transactions.runAsSystem(
        () -> {
          heard.ifPresent(h -> cityNodes.heard(id, h));
          record(
              actor,
              "city-node.test",
              id,
              trial.passed() ? "It passed." : trial.problems().size() + " problems were found.");
        });
    return trial;
  }

  /** No new nodes are placed there, so that it can be emptied. */
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
    transactions.runAsSystem(
        () -> {
          CityNodeEntry entry = CityNodeAccess.require(actor, cityNodes, id);
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
          cityNodes.remove(id);
          record(actor, "city-node.remove", id, "Removed, with its credentials.");
        });
  }

  private Moved move(Actor actor, CityNodeId id, State to, String action) {
    return transactions.asSystem(
        () -> {
          CityNodeEntry entry = CityNodeAccess.require(actor, cityNodes, id);
          CityNode node = entry.node();
          if (node.state() != to) {
            cityNodes.put(node.with(to), entry.configuration(), entry.cost());
            record(actor, action, id, "From " + node.state() + " to " + to + ".");
          }
          CityNodeEntry after = cityNodes.find(id).orElseThrow();
          return new Moved(
              shown(actor, after), to == State.ACTIVE ? List.of() : staying(actor, id));
        });
  }

  private List<Staying> staying(Actor actor, CityNodeId id) {
    boolean all = CityNodeAccess.isOperator(actor);
    return networks.at(id).stream().map(n -> staying(n, all)).toList();
  }

  private static Staying staying(Network network, boolean all) {
    return new Staying(
        network.id(),
        all ? network.spec().name() : "",
        all ? network.tenant().value() : "",
        network.state().name());
  }

  private static String listed(List<Staying> staying) {
    int most = 20;
    String first =
        String.join(", ", staying.stream().limit(most).map(s -> s.network().value()).toList());
    return staying.size() > most ? first + ", …" : first;
  }

  private Shown shown(Actor actor, CityNodeEntry entry) {
    return new Shown(bare(actor, entry), credentials.of(entry.node().id()));
  }

  /** Without what isn't for this actor, or for nobody. */
  private CityNodeEntry bare(Actor actor, CityNodeEntry entry) {
    var configuration = new TreeMap<>(entry.configuration());
    adapters
        .find(entry.node().adapter())
        .ifPresentOrElse(
            offer -> configuration.keySet().removeAll(offer.secrets()), configuration::clear);
    return new CityNodeEntry(
        entry.node(),
        configuration,
        CityNodeAccess.isOperator(actor) ? entry.cost() : Optional.empty(),
        entry.heard());
  }

  private void record(Actor actor, String action, CityNodeId id, String detail) {
    audit.append(AuditEvent.of(clock.instant(), actor, action, id, detail));
  }
}
