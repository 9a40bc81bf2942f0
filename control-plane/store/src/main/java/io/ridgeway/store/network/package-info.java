/**
 * Networks, their operations and credentials, and who hears of a change. Start at {@link
 * io.ridgeway.store.network.SqlNetworks}, then {@link io.ridgeway.store.network.PgChanges} and
 * {@link io.ridgeway.store.network.SqlRoutes}.
 */
@NullMarked
package io.ridgeway.store.network;

import org.jspecify.annotations.NullMarked;
