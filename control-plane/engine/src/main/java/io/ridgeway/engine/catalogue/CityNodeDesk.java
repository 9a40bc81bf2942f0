package io.ridgeway.engine.catalogue;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.List;

/** Shows city nodes to operators. */
@Singleton
public final class CityNodeDesk {
  private final Transactions transactions;
  private final Access access;
  private final CityNodes cityNodes;

  public CityNodeDesk(Transactions transactions, Access access, CityNodes cityNodes) {
    this.transactions = transactions;
    this.access = access;
    this.cityNodes = cityNodes;
  }

  public List<CityNodeEntry> list(Actor actor) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(cityNodes::all);
  }

  public CityNodeEntry get(Actor actor, CityNodeId id) {
    access.require(actor, RealmRole.OPERATOR);
    return transactions.asSystem(
        () -> cityNodes.find(id).orElseThrow(() -> Refusal.notFound("city node", id)));
  }
}
