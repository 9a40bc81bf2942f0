/**
 * The local record that is written before anything is released. Start at {@link
 * io.ridgeway.model.journal.Journal}.
 */
@NullMarked
package io.ridgeway.model.journal;

import org.jspecify.annotations.NullMarked;
