/**
 * New blocks of Ethereum networks and their logs, as they come: one look at each network's nodes
 * for all who wait for them.
 */
@NullMarked
package io.ridgeway.gateway.heads;

import org.jspecify.annotations.NullMarked;
