/**
 * Shares of limits: what was bought once holds for all gateways together. Start at {@link
 * io.ridgeway.gateway.limit.Shares}; {@link io.ridgeway.gateway.limit.Apportionment} is the rule
 * and {@link io.ridgeway.gateway.limit.ShareLedger} where it is kept.
 */
@NullMarked
package io.ridgeway.gateway.limit;

import org.jspecify.annotations.NullMarked;
