/** Who asks, and what they may do. Start at {@link io.ridgeway.engine.access.Access}. */
@NullMarked
package io.ridgeway.engine.access;

import org.jspecify.annotations.NullMarked;
