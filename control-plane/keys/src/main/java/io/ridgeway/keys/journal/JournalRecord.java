package io.ridgeway.keys.journal;

import io.ridgeway.model.journal.Entry;

/**
 * One entry in its place in an instance's chain.
 *
 * @param sequence from 1, without gaps
 * @param previous the hash of the record before, 64 hex digits; {@link #GENESIS} for the first
 * @param hash SHA-256 over the instance, sequence, previous hash and entry, 64 hex digits
 */
public record JournalRecord(long sequence, Entry entry, String previous, String hash) {
  /** What stands before the first record. */
  public static final String GENESIS = "0".repeat(64);
}
