package io.ridgeway.keys.journal;

import java.util.List;

/**
 * Where the journal is shipped to: the database.
 *
 * <p>The laws, each one test of {@code JournalSinkContract}:
 *
 * <ul>
 *   <li>A record counts exactly once by (instance, sequence); those at or below {@link
 *       #shippedUpTo} are passed over in silence.
 *   <li>{@link #accept} takes the whole batch or nothing of it.
 *   <li>A batch that leaves a gap after {@link #shippedUpTo}, or whose first new record doesn't
 *       carry the hash of the last one taken, is refused with an {@link IllegalStateException}.
 * </ul>
 */
public interface JournalSink {
  /** The last sequence taken from that instance; 0 if none. */
  long shippedUpTo(String instance);

  /** Takes a batch, ascending and without gaps, in one transaction. */
  void accept(String instance, List<JournalRecord> batch);
}
