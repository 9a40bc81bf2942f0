/** Managed keys and gateway credentials. Start at {@link io.ridgeway.engine.gateway.KeyDesk}. */
@NullMarked
package io.ridgeway.engine.gateway;

import org.jspecify.annotations.NullMarked;
