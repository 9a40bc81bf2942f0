/**
 * What a ledger framework brings. Start at {@link io.ridgeway.framework.FrameworkPack}; the day's
 * work is in {@link io.ridgeway.framework.FrameworkDriver}, the applications' way in {@link
 * io.ridgeway.framework.LedgerClient}.
 *
 * <p>Model and JDK only.
 */
@NullMarked
package io.ridgeway.framework;

import org.jspecify.annotations.NullMarked;
