/**
 * Tenants, their real-name files and members. Start at {@link io.ridgeway.store.tenant.SqlTenants}.
 */
@NullMarked
package io.ridgeway.store.tenant;

import org.jspecify.annotations.NullMarked;
