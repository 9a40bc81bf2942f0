package io.ridgeway.framework;

/**
 * Where an event stands. The same event has the same position whoever asks and however often, and
 * the ledger's order is known to the ledger only.
 *
 * @param transaction in whose course it was told
 * @param index which of the transaction's events it is, as the ledger counts them
 */
public record EventPosition(long block, String transaction, int index) {
  public EventPosition {
    if (block < 0 || index < 0 || transaction.isEmpty()) {
      throw new IllegalArgumentException("an event stands in a block, and in a transaction of it");
    }
  }
}
