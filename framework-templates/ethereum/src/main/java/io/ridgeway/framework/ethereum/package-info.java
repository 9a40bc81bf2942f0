/**
 * The Ethereum pack: private networks that agree by QBFT, on Besu or GoQuorum. Start at {@link
 * io.ridgeway.framework.ethereum.EthereumPack}; what it offers is data, in {@code pack.yaml} and
 * {@code params.schema.json}.
 */
@NullMarked
package io.ridgeway.framework.ethereum;

import org.jspecify.annotations.NullMarked;
