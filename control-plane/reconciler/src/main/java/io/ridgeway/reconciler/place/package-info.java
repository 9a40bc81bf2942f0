/**
 * Which node runs where: pure, the same question gets the same answer. Start at {@link
 * io.ridgeway.reconciler.place.Placer}.
 */
@NullMarked
package io.ridgeway.reconciler.place;

import org.jspecify.annotations.NullMarked;
