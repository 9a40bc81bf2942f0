package io.ridgeway.framework;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One running ledger as applications use it, in the same shape for every framework.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>Methods block, for at most 15 s in all, and are called by threads that may; any number at
 *       once.
 *   <li>What the caller got wrong is an {@link IllegalArgumentException} that says what, before
 *       anything was sent; what the ledger or its contract says no to is {@link
 *       LedgerException.Refused}; where there is no answer it is {@link
 *       LedgerException.Unreachable}. No message holds a host or a secret.
 *   <li>A private key is only ever used through its {@link Signatory}.
 *   <li>{@link #submit} sends a transaction once: if its fate isn't known, it says so by {@link
 *       LedgerException.Unknown}, and never by a second sending.
 *   <li>Nothing is connected before it is called. After {@link #close} no thread or connection is
 *       left.
 * </ul>
 */
public interface LedgerClient extends AutoCloseable {
  /**
   * Has a function of a contract change the ledger. Comes back once the ledger took the
   * transaction; what became of it is in {@link Submission#committed}.
   */
  Submission submit(Call call);

  /** Whether {@link #submit} takes a {@link Call#deployment}. */
  default boolean deploys() {
    return false;
  }

  /** What a function of a contract answers, without a change of the ledger. */
  Content evaluate(Call call);

  /**
   * One block; empty if there is none yet.
   *
   * @param number from 0; the newest if there is none
   * @param by who asks, where the ledger tells members only
   */
  Optional<LedgerBlock> block(OptionalLong number, Optional<Signatory> by);

  /**
   * One transaction; empty if the ledger knows of none.
   *
   * @param id as {@link Submission#transaction} has it
   * @param by who asks, where the ledger tells members only
   */
  Optional<LedgerTransaction> transaction(String id, Optional<Signatory> by);

  /** A contract's events, in the ledger's order, from where the query says, and without an end. */
  Events events(EventQuery query, Optional<Signatory> by);

  /** Ends what is under way, {@link Events} included. */
  @Override
  void close();
}
