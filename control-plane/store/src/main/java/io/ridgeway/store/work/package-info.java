/**
 * What is done later, durably. Start at {@link io.ridgeway.store.work.SqlSchedule}, which writes
 * it, then {@link io.ridgeway.store.work.DurableTasks}, which does it.
 */
@NullMarked
package io.ridgeway.store.work;

import org.jspecify.annotations.NullMarked;
