package io.ridgeway.engine.backup;

import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.Optional;

/**
 * That a node begins with a backup instead of an empty ledger.
 *
 * @param node the one that comes
 * @param operation what brings it
 * @param doneAt when it had the ledger, and the copy was removed from its volume
 */
public record Restoration(
    TenantId tenant,
    NetworkId network,
    NodeName node,
    BackupId backup,
    OperationId operation,
    Instant requestedAt,
    Optional<Instant> doneAt) {
  /** Once it is over. */
  public Restoration done(Instant at) {
    return new Restoration(tenant, network, node, backup, operation, requestedAt, Optional.of(at));
  }
}
