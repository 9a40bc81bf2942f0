package io.ridgeway.framework;

import java.util.List;
import java.util.Optional;

/**
 * A ledger that also tells its blocks and transactions as they are encoded, and by other names than
 * a number. The laws of {@link LedgerClient} hold.
 */
public interface BlockLedger extends LedgerClient {
  /** Which block. */
  sealed interface BlockName {
    /** The one of that number, from 0. */
    record Number(long number) implements BlockName {}

    /** The one of that hash, as {@link LedgerBlock#hash} has it. */
    record Hash(String hash) implements BlockName {}

    /** The one that holds the transaction of that name. */
    record Holding(String transaction) implements BlockName {}
  }

  /**
   * A block with all that it holds.
   *
   * @param bytes as the ledger encodes it
   */
  record WholeBlock(LedgerBlock block, List<Judged> transactions, Bytes bytes) {
    public WholeBlock {
      transactions = List.copyOf(transactions);
    }
  }

  /**
   * A transaction in a block.
   *
   * @param code the number of the ledger's word for how it ended; 0 is good
   */
  record Judged(LedgerTransaction transaction, int code) {}

  /** Bytes as a ledger encodes something. */
  @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
  record Bytes(byte[] bytes) {}

  /**
   * The block; empty if there is none.
   *
   * @param by who asks, where the ledger tells members only
   */
  Optional<WholeBlock> whole(BlockName which, Optional<Signatory> by);

  /**
   * The transaction as the ledger encodes it, with how it ended; empty if the ledger knows of none.
   *
   * @param by who asks, where the ledger tells members only
   */
  Optional<Bytes> encoded(String transaction, Optional<Signatory> by);
}
