/** Custody's keys, encrypted. Start at {@link io.ridgeway.store.key.SqlKeyRecords}. */
@NullMarked
package io.ridgeway.store.key;

import org.jspecify.annotations.NullMarked;
