package io.ridgeway.framework;

/**
 * What a contract told.
 *
 * @param at where it stands on the ledger: no two events of a contract have the same
 * @param name as the contract called it; where the ledger keeps no names, what it keeps instead
 */
public record LedgerEvent(EventPosition at, String contract, String name, Content payload) {}
