/** What can be ordered, and where. Start at {@link io.ridgeway.engine.catalogue.Catalogue}. */
@NullMarked
package io.ridgeway.engine.catalogue;

import org.jspecify.annotations.NullMarked;
