/**
 * Which of a ledger's nodes is asked next: balanced by latency, without those that lag or stay
 * silent. Start at {@link io.ridgeway.framework.nodes.Ring}; clients whose calls block ask by
 * {@link io.ridgeway.framework.nodes.NodesInTurn}.
 */
@NullMarked
package io.ridgeway.framework.nodes;

import org.jspecify.annotations.NullMarked;
