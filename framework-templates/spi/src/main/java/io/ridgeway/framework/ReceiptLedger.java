package io.ridgeway.framework;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A ledger of accounts whose nodes run each transaction and keep a receipt of it, told here with
 * all that its users know from its own clients. The laws of {@link LedgerClient} hold. Addresses,
 * hashes and bytes are {@code 0x…}.
 */
public interface ReceiptLedger extends SignedElsewhere, BlockFeed {
  /**
   * A transaction as it was sent.
   *
   * @param to the contract; empty of one that made a contract
   * @param value what it hands over, in digits
   * @param receipt what became of it; empty while it waits
   */
  record Sent(
      String id, String from, String to, String value, String input, Optional<Executed> receipt) {}

  /**
   * What became of a transaction.
   *
   * @param status the chain's own number; 0 is good
   * @param contract the contract that it made; else empty
   * @param logs what contracts told in its course: a JSON array, as nodes have it
   */
  record Executed(
      long block,
      String blockHash,
      long gasUsed,
      int status,
      String output,
      String contract,
      String logs) {}

  /**
   * A block.
   *
   * @param author who made it, as far as the ledger tells
   */
  record Mined(
      long number,
      String hash,
      String previous,
      Optional<Instant> at,
      String author,
      List<Sent> transactions) {
    public Mined {
      transactions = List.copyOf(transactions);
    }
  }

  /** The transaction; empty if the ledger knows of none. */
  Optional<Sent> sent(String id);

  /**
   * The block with its transactions, those without receipts; empty if there is none yet.
   *
   * @throws IllegalArgumentException of a name that isn't a number or a hash
   */
  Optional<Mined> mined(BlockLedger.BlockName which);

  /** The newest block's number. */
  long height();

  /** How many transactions the ledger holds. */
  long transactions();

  /**
   * What a contract answers to a call as it is encoded, without a change of the ledger.
   *
   * @param functions signatures of the contract's functions with what they return: the answer is
   *     read by the one that the call names, and stays in hex if none does
   */
  Content ask(String contract, String input, List<String> functions);
}
