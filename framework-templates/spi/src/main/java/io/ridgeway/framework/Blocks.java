package io.ridgeway.framework;

import java.util.Optional;

/** A ledger's blocks as they come; for one reader. */
public interface Blocks extends AutoCloseable {
  /**
   * The next block; waits for it. Empty once this or its client was closed.
   *
   * @throws LedgerException if the ledger breaks off
   */
  Optional<LedgerBlock> next();

  /** Ends it, and whoever waits in {@link #next}; may be called by any thread. */
  @Override
  void close();
}
