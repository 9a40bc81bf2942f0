package io.ridgeway.framework;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A transaction as the ledger has it.
 *
 * @param id its name
 * @param block empty while it waits for one
 * @param code the ledger's own word for how it ended; empty while it waits
 * @param at when it was made, as far as the ledger tells
 * @param by who signed it, as the ledger's users write it: an address, {@code alpha/clerk}
 * @param contract what it called; empty for what is no call
 * @param function the function's name, or what the ledger has of it; empty for what is no call
 * @param args the arguments as far as they can be told apart
 * @param result what the contract answered; empty where the ledger keeps no such thing
 */
public record LedgerTransaction(
    String id,
    OptionalLong block,
    Status status,
    String code,
    Optional<Instant> at,
    String by,
    String contract,
    String function,
    List<Content> args,
    Content result) {
  public LedgerTransaction {
    args = List.copyOf(args);
  }

  /** How far a transaction is. */
  public enum Status {
    /** The ledger took it; it is in no block yet. */
    PENDING,
    /** It is in a block and did what it says. */
    COMMITTED,
    /** It is in a block, without effect. */
    INVALID
  }
}
