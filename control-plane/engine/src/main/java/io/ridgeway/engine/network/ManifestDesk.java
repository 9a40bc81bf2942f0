package io.ridgeway.engine.network;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.network.Manifests.CityNodeManifests;
import io.ridgeway.engine.network.Network.Desire;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Shows operators what would be applied at a network's city nodes. Tenants have no such door:
 * manifests name clusters, storage classes, images and addresses that are the operator's affair.
 */
@Singleton
public final class ManifestDesk {
  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Manifests manifests;

  public ManifestDesk(
      Transactions transactions, Access access, Networks networks, Manifests manifests) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.manifests = manifests;
  }

  /**
   * By city node, what would be applied now.
   *
   * @param only the one city node that is asked for; empty for all that the network is placed at
   */
  public List<CityNodeManifests> show(Actor actor, NetworkId id, Optional<CityNodeId> only) {
    access.require(actor, RealmRole.OPERATOR);
    Network network = transactions.asSystem(() -> networks.get(id));
    if (network.desire() == Desire.DELETED) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "Network " + id + " is " + network.state().name() + ": nothing is applied any more.");
    }
    return manifests.of(id, only);
  }
}
