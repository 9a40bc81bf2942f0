/**
 * Where nodes run and where they are reached. Start at {@link io.ridgeway.model.place.CityNode}.
 */
@NullMarked
package io.ridgeway.model.place;

import org.jspecify.annotations.NullMarked;
