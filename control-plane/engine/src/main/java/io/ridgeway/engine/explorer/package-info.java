/**
 * Looking through ledgers: blocks, transactions, and what interfaces that tenants bring make of
 * calls and events. Start at {@link io.ridgeway.engine.explorer.ExplorerDesk}.
 */
@NullMarked
package io.ridgeway.engine.explorer;

import org.jspecify.annotations.NullMarked;
