/**
 * The books: the ports of engine, keys and gateway on one PostgreSQL, with one Flyway history
 * ({@code db/migration}).
 *
 * <p>Start at {@link io.ridgeway.store.ScopedTransactions}, which says whose rows a transaction
 * sees, then {@link io.ridgeway.store.network.SqlNetworks} for how a port is kept, and {@link
 * io.ridgeway.store.work.DurableTasks} for what is done later.
 */
@NullMarked
package io.ridgeway.store;

import org.jspecify.annotations.NullMarked;
