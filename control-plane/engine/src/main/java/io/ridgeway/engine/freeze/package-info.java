/**
 * Accounts and contracts that are frozen on their ledger by lawful order, and the records of it.
 * Start at {@link io.ridgeway.engine.freeze.FreezeDesk}.
 */
@NullMarked
package io.ridgeway.engine.freeze;

import org.jspecify.annotations.NullMarked;
