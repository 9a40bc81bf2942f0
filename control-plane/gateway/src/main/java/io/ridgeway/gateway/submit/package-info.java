/**
 * Transactions from managed accounts: numbered, signed, handed to a node. Start at {@link
 * io.ridgeway.gateway.submit.Submitter}; the numbering is in {@code AccountSequence}.
 *
 * <p>All of it blocks and runs on worker threads, never on an event loop.
 */
@NullMarked
package io.ridgeway.gateway.submit;

import org.jspecify.annotations.NullMarked;
