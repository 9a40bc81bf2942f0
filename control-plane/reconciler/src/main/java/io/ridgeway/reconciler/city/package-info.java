/** The way to the city nodes. Start at {@link io.ridgeway.reconciler.city.CityNodeAdapters}. */
@NullMarked
package io.ridgeway.reconciler.city;

import org.jspecify.annotations.NullMarked;
