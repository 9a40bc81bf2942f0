package io.ridgeway.framework;

import java.util.Optional;

/** A contract's events as they come; for one reader. */
public interface Events extends AutoCloseable {
  /**
   * The next event; waits for it. Empty once this or its client was closed.
   *
   * @throws LedgerException if the ledger breaks off
   */
  Optional<LedgerEvent> next();

  /** Ends it, and whoever waits in {@link #next}; may be called by any thread. */
  @Override
  void close();
}
