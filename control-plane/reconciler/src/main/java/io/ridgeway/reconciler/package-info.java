/**
 * Desired to real, level-triggered: start at {@link io.ridgeway.reconciler.Reconciler}, then read
 * the {@code Step}s in the order of {@code Chains}.
 *
 * <p>A {@code Pass} is all that is known during one pass; a {@code Step} asks it what is observed
 * and does what is missing; {@code Conditions} and {@code Verdict} say what came of it.
 */
@NullMarked
package io.ridgeway.reconciler;

import org.jspecify.annotations.NullMarked;
