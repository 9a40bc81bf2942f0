package io.ridgeway.keys.journal;

import io.ridgeway.model.journal.Entry;

/**
 * One entry in its place in an instance's chain.
 *
 * @param sequence from 1, without gaps
 * @param entry as it was appended, its time cut to microseconds and any NUL character replaced by
 *     U+FFFD: a database keeps both exactly
 * @param previous the hash of the record before, 64 hex digits; {@link #GENESIS} for the first
 * @param hash SHA-256 over the instance, sequence, previous hash and entry, 64 hex digits
 */
public record JournalRecord(long sequence, Entry entry, String previous, String hash) {
  /** What stands before the first record. */
  public static final String GENESIS = "0".repeat(64);

  /** Whether the hash is the one that this content has in that instance's chain. */
  public boolean isAuthentic(String instance) {
    return hash.equals(RecordBody.hash(instance, RecordBody.encode(sequence, previous, entry)));
  }
}
