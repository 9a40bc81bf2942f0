package io.ridgeway.model.key;

/** What a key may be used for; enforced by custody at each use. */
public enum Purpose {
  /** Signs transactions through the gateway; never leaves custody. */
  TRANSACTION,
  /** A node's own identity; handed to the node at apply, and to nobody else. */
  NODE,
  /** Signs the certificates that an authority issues; never leaves custody. */
  ISSUE,
  /** A node's end of TLS; handed to the node at apply, and to nobody else. */
  TLS,
  /** Signs tokens; never leaves custody. */
  JWT,
  /** Signs what the gateway answers to an application; never leaves custody. */
  ANSWER;

  /** Whether a node is given the private key; what isn't given away is used in custody. */
  public boolean handedOver() {
    return switch (this) {
      case NODE, TLS -> true;
      case TRANSACTION, ISSUE, JWT, ANSWER -> false;
    };
  }
}
