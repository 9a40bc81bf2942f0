/**
 * Customer organisations and their real-name verification. Start at {@link
 * io.ridgeway.engine.tenant.TenantDesk}.
 */
@NullMarked
package io.ridgeway.engine.tenant;

import org.jspecify.annotations.NullMarked;
