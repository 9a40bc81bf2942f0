/**
 * The framework packs that are there. Start at {@link io.ridgeway.reconciler.pack.PackCatalogue}.
 */
@NullMarked
package io.ridgeway.reconciler.pack;

import org.jspecify.annotations.NullMarked;
