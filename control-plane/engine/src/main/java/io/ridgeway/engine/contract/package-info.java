/**
 * Contracts that tenants bring to their networks: uploaded, kept in every version, and brought to
 * the ledger by an operation. Start at {@link io.ridgeway.engine.contract.ContractDesk}.
 */
@NullMarked
package io.ridgeway.engine.contract;

import org.jspecify.annotations.NullMarked;
