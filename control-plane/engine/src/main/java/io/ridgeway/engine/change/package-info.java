/**
 * Changes of networks that run. A desk says what is wanted, in one transaction with the operation
 * that shows it; the reconciler brings it about. Start at {@link
 * io.ridgeway.engine.change.ReplaceDesk}.
 */
@NullMarked
package io.ridgeway.engine.change;

import org.jspecify.annotations.NullMarked;
