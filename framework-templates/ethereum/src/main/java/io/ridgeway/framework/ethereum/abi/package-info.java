/**
 * How Ethereum's contracts are called: the contract ABI of the Solidity documentation, strictly.
 * Start at {@link io.ridgeway.framework.ethereum.abi.AbiFunction}.
 */
@NullMarked
package io.ridgeway.framework.ethereum.abi;

import org.jspecify.annotations.NullMarked;
