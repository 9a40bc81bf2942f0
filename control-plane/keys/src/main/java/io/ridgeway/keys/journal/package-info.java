/**
 * The local journal: written and durable before anything is released, shipped to the database
 * after. Start at {@link io.ridgeway.keys.journal.FileJournal}, then {@link
 * io.ridgeway.keys.journal.JournalShipper}.
 */
@NullMarked
package io.ridgeway.keys.journal;

import org.jspecify.annotations.NullMarked;
