/** What is counted. Start at {@link io.ridgeway.model.meter.Meter}. */
@NullMarked
package io.ridgeway.model.meter;

import org.jspecify.annotations.NullMarked;
