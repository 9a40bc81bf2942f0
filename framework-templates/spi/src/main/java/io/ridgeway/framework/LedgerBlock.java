package io.ridgeway.framework;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A block.
 *
 * @param number from 0
 * @param hash lower-case hex, with {@code 0x} where the ledger's users write it so
 * @param previous the hash of the block before; empty for the first
 * @param at when it was made, as far as the ledger tells
 */
public record LedgerBlock(
    long number, String hash, String previous, Optional<Instant> at, List<Entry> transactions) {
  public LedgerBlock {
    transactions = List.copyOf(transactions);
  }

  /**
   * One of its transactions.
   *
   * @param id its name; empty for the few that have none
   * @param code the ledger's own word for how it ended, where blocks tell; else empty
   */
  public record Entry(String id, String code) {}
}
