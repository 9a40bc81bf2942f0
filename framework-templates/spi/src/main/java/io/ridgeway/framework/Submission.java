package io.ridgeway.framework;

import java.util.concurrent.CompletableFuture;

/**
 * A transaction that the ledger took.
 *
 * @param transaction its name on the ledger
 * @param committed completes once it is in a block, valid or not, on any thread; fails with {@link
 *     LedgerException.Unreachable} if that isn't known within 30 s: then it may still come
 */
public record Submission(String transaction, CompletableFuture<Receipt> committed) {}
