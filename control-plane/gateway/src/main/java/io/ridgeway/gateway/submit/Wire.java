package io.ridgeway.gateway.submit;

import io.ridgeway.gateway.rpc.RpcError;

/** Hands signed transactions to a network's nodes. Blocks; never throws for what a node does. */
public interface Wire {
  /**
   * Sends a signed transaction to one node.
   *
   * @param raw its wire form, {@code 0x…}
   */
  Sent send(String raw);

  /** Whether a node says that it has the transaction; false also if none answers. */
  boolean has(String hash);

  /** What became of a sent transaction. */
  sealed interface Sent {
    /**
     * The node took it.
     *
     * @param hash the transaction's name, {@code 0x…}
     */
    record Taken(String hash) implements Sent {}

    /** The node refused it: it isn't and won't be on the ledger by this sending. */
    record Rejected(RpcError error) implements Sent {}

    /** It never left. */
    record Unsent() implements Sent {}

    /** It left, and nothing is known. */
    record Unknown() implements Sent {}
  }
}
