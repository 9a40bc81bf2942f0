package io.ridgeway.framework;

/**
 * What became of a transaction that is in a block.
 *
 * @param transaction its name on the ledger
 * @param code the ledger's own word for how it ended: {@code VALID}, {@code MVCC_READ_CONFLICT},
 *     {@code REVERTED}
 * @param result what the contract answered; empty where the ledger keeps no such thing
 */
public record Receipt(
    String transaction, long block, LedgerTransaction.Status status, String code, Content result) {}
