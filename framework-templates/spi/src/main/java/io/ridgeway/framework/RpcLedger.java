package io.ridgeway.framework;

import java.util.Set;

/**
 * A ledger with a JSON-RPC of its own, of which the gateway offers what reads, and what sends a
 * transaction that its sender has signed. The laws of {@link LedgerClient} hold.
 */
public interface RpcLedger extends LedgerClient {
  /** The methods that are offered; nothing else reaches a node. */
  Set<String> methods();

  /**
   * What a node answers.
   *
   * @param method one of {@link #methods}
   * @param params as the caller wrote them: JSON; empty if there were none
   * @return the result, as JSON
   * @throws IllegalArgumentException if the parameters aren't the method's, or of another ledger
   * @throws LedgerException.Refused with the node's own code and words
   */
  String answer(String method, String params);
}
