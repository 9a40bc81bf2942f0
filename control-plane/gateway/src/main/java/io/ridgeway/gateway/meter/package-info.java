/**
 * Counts accepted calls exactly, and hands the counts to the journal. Start at {@link
 * io.ridgeway.gateway.meter.Meters}; {@link io.ridgeway.gateway.meter.MeterEntries} is what an
 * entry looks like.
 */
@NullMarked
package io.ridgeway.gateway.meter;

import org.jspecify.annotations.NullMarked;
