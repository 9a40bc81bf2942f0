package io.ridgeway.engine.contract;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.contract.Contract;
import java.time.Instant;
import java.util.Optional;

/**
 * A version of a contract as it was brought to a network.
 *
 * @param broughtBy who, as people know them
 * @param operation what brings it to the ledger
 * @param withdrawnAt when it was taken back before the ledger ran it, if it was
 */
public record ContractVersion(
    TenantId tenant,
    NetworkId network,
    Contract contract,
    String broughtBy,
    Instant broughtAt,
    OperationId operation,
    Optional<Instant> withdrawnAt) {}
