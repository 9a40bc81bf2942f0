/**
 * What the other packages share. Start at {@link io.ridgeway.store.sql.Rows}, then {@link
 * io.ridgeway.store.sql.Sql}.
 */
@NullMarked
package io.ridgeway.store.sql;

import org.jspecify.annotations.NullMarked;
