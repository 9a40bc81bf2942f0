package io.ridgeway.model.network;

/** How far a node has come into its network, or out of it. */
public enum Standing {
  /** It is made and brought to the ledger's height; the ledger doesn't count on it yet. */
  JOINING,
  /** One of the network's nodes. */
  ADMITTED,
  /** It still runs, if it can, until the ledger goes on without it; then it is removed for good. */
  LEAVING,
  /** It was one; its number is used up. */
  GONE
}
