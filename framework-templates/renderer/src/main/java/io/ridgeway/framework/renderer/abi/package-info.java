/**
 * How contracts of Solidity are called, on whatever ledger runs them: the contract ABI of the
 * Solidity documentation, strictly. What a ledger hashes with is its pack's to say. Start at {@link
 * io.ridgeway.framework.renderer.abi.AbiFunction} for calls, at {@link SolidityInterface} for what
 * compilers write of contracts.
 */
@NullMarked
package io.ridgeway.framework.renderer.abi;

import org.jspecify.annotations.NullMarked;
