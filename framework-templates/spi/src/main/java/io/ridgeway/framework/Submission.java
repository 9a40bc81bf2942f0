package io.ridgeway.framework;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A transaction that the ledger took.
 *
 * @param transaction its name on the ledger
 * @param outcome waits for its block; asked once, and only if somebody wants to know
 * @param answer what the contract answered, where that is known before the block; else empty
 */
public record Submission(
    String transaction, Supplier<CompletableFuture<Receipt>> outcome, Content answer) {
  /** Of a ledger whose contracts answer in the block. */
  public Submission(String transaction, Supplier<CompletableFuture<Receipt>> outcome) {
    this(transaction, outcome, Content.NONE);
  }

  /**
   * What becomes of it: completes on any thread once it is in a block, valid or not; fails with
   * {@link LedgerException.Unreachable} if that isn't known within 30 s, and then it may still
   * come. Blocks for as long as a question takes to be sent.
   */
  public CompletableFuture<Receipt> committed() {
    return outcome.get();
  }
}
