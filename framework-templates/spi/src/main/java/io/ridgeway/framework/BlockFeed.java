package io.ridgeway.framework;

import java.util.Optional;

/** A ledger that tells of new blocks by itself. The laws of {@link LedgerClient} hold. */
public interface BlockFeed extends LedgerClient {
  /**
   * The blocks in their order, without an end.
   *
   * @param from the number of the first
   * @param by who asks, where the ledger tells members only
   */
  Blocks blocks(long from, Optional<Signatory> by);
}
