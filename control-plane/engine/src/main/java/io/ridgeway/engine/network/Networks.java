package io.ridgeway.engine.network;

import io.ridgeway.engine.Page;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * Keeps networks. Each change of a network's row tells the listeners of {@link Changes} once its
 * transaction is committed.
 */
public interface Networks {
  void insert(Network network);

  Optional<Network> find(NetworkId id);

  /** As {@link #find}; refuses with {@code NOT_FOUND}. */
  default Network get(NetworkId id) {
    return find(id).orElseThrow(() -> Refusal.notFound("network", id));
  }

  /** The tenant's network of that name that isn't deleted. */
  Optional<Network> findByName(TenantId tenant, String name);

  /** Newest first; within a tenant's scope only that tenant's. */
  Page<Network> list(Page.Request page);

  /**
   * The networks that aren't deleted and have nodes at the city node, or have no place yet and may
   * be placed there; by their identifiers. Within the system's scope.
   */
  List<Network> at(CityNodeId cityNode);

  /**
   * The networks that live on the nodes of that one, or have left something there; by their
   * identifiers. Within the system's scope.
   */
  List<Network> guests(NetworkId host);

  /** The networks that take guests and aren't deleted; by their identifiers. As {@link #guests}. */
  List<Network> hosts();

  /**
   * The networks that aren't deleted and carry others, have carried some, or may; by their
   * identifiers. As {@link #guests}.
   */
  List<Network> carriers();

  /** The network, locked until the transaction ends. */
  Optional<Network> lock(NetworkId id);

  /** Tells the listeners of the network, as if its row had changed. */
  void touch(NetworkId id);

  /** Changes what is wanted. Called with the network locked. */
  void changeDesire(Network network);

  /**
   * Changes what the network is to be, and who is to belong to it: spec, roster and fence. Called
   * with the network locked.
   */
  void change(Network network);

  /**
   * Takes the network over for {@code worker}: if another worker had it, the fence is raised.
   *
   * @return the network with the fence to carry
   */
  Optional<Network> takeOver(NetworkId id, String worker);

  /**
   * Keeps what a pass found out: state, made, nodes, conditions, height, readyAt; never the desire.
   *
   * @return whether the network's fence is still the one that {@code network} carries; if not,
   *     nothing is kept and the pass must stop
   */
  boolean keep(Network network);
}
