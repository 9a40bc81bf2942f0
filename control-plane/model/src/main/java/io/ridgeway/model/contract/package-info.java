/**
 * Contracts that networks run: their own code, beside the ledger. Start at {@link
 * io.ridgeway.model.contract.Contract}.
 */
@NullMarked
package io.ridgeway.model.contract;

import org.jspecify.annotations.NullMarked;
