/**
 * A cloud adapter to copy from. Start at {@link io.ridgeway.examples.processes.ProcessesProvider};
 * the laws are kept in {@code ProcessesAdapter}, what a node is in {@code Node}.
 */
@NullMarked
package io.ridgeway.examples.processes;

import org.jspecify.annotations.NullMarked;
