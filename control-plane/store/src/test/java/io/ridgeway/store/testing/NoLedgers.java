package io.ridgeway.store.testing;

import io.ridgeway.engine.explorer.LedgerReader;
import io.ridgeway.engine.explorer.Seen;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads no ledger: the engine's explorer isn't asked here. */
final class NoLedgers implements LedgerReader {
  @Override
  public Seen.Blocks blocks(Ledger ledger, OptionalLong before, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Seen.Block> block(Ledger ledger, OptionalLong number) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Seen.Transaction> transaction(Ledger ledger, String id) {
    throw new UnsupportedOperationException();
  }
}
