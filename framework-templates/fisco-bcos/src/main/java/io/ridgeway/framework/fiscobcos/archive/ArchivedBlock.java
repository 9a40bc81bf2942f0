package io.ridgeway.framework.fiscobcos.archive;

import java.util.List;

/**
 * A block with all that it holds.
 *
 * @param transactions in the block's order
 * @param receipts theirs, in that order
 */
public record ArchivedBlock(
    ArchivedHeader header, List<ArchivedTransaction> transactions, List<ArchivedReceipt> receipts) {
  public ArchivedBlock {
    transactions = List.copyOf(transactions);
    receipts = List.copyOf(receipts);
  }
}
