/**
 * Private data that are erased on request, and the records of it. Start at {@link
 * io.ridgeway.engine.takedown.TakedownDesk}.
 */
@NullMarked
package io.ridgeway.engine.takedown;

import org.jspecify.annotations.NullMarked;
