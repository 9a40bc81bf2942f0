package io.ridgeway.engine.catalogue;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.key.CityNodeCredentials;
import io.ridgeway.model.place.CityNodeId;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What {@link CityNodeRegistry} and {@link CityNodeDesk} both work with. */
@Singleton
public final class CityNodeOffice {
  final Transactions transactions;
  final CityNodes cityNodes;
  final CityNodeCredentials credentials;
  final Adapters adapters;
  final Networks networks;
  final Clock clock;
  private final AuditLog audit;

  public CityNodeOffice(
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

  /** The city node, locked, if the actor may see and run it; else it doesn't exist for them. */
  CityNodeEntry require(Actor actor, CityNodeId id) {
    return CityNodeAccess.require(actor, cityNodes, id);
  }

  /** Called within the transaction of what was done. */
  void record(Actor actor, String action, CityNodeId id, String detail) {
    audit.append(AuditEvent.of(clock.instant(), actor, action, id, detail));
  }
}
