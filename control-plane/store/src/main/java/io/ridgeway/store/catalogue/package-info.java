/** City nodes. Start at {@link io.ridgeway.store.catalogue.SqlCityNodes}. */
@NullMarked
package io.ridgeway.store.catalogue;

import org.jspecify.annotations.NullMarked;
