package io.ridgeway.model.key;

/** What a key may be used for; enforced by custody. */
public enum Purpose {
  /** Signs transactions through the gateway; never leaves custody. */
  TRANSACTION,
  /** A node's own identity; handed to the node at apply, and to nobody else. */
  NODE
}
