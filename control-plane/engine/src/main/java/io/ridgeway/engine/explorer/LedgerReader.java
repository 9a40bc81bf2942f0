package io.ridgeway.engine.explorer;

import io.ridgeway.engine.explorer.Seen.Block;
import io.ridgeway.engine.explorer.Seen.Blocks;
import io.ridgeway.engine.explorer.Seen.Transaction;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads ledgers of networks that run. Counts as nobody's usage. Called outside of transactions; it
 * blocks for some seconds at most.
 *
 * <p>What can't be read is a {@link io.ridgeway.model.problem.Refusal} that says why: {@code
 * UNAVAILABLE}, {@code NETWORK_SUSPENDED}, {@code CONFLICT} where the ledger tells members only and
 * there is none to ask as, {@code INVALID} for a name that can't be one.
 */
public interface LedgerReader {
  /**
   * Whose network is read, and for whom.
   *
   * @param reader for the audit
   */
  record Ledger(TenantId tenant, NetworkId network, String reader) {}

  /**
   * Blocks, the newest first.
   *
   * @param before only those of lower numbers
   * @param limit how many at most, 1 to 50
   */
  Blocks blocks(Ledger ledger, OptionalLong before, int limit);

  /** One block, the newest if no number is given; empty if there is none. */
  Optional<Block> block(Ledger ledger, OptionalLong number);

  /** One transaction; empty if the ledger knows of none. */
  Optional<Transaction> transaction(Ledger ledger, String id);
}
