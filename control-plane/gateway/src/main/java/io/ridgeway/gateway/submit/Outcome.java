package io.ridgeway.gateway.submit;

import io.ridgeway.gateway.rpc.RpcError;

/** How a submission ended. */
public sealed interface Outcome {
  /**
   * The network has it.
   *
   * @param hash the transaction's name, {@code 0x…}
   */
  record Accepted(String hash, long nonce) implements Outcome {}

  /**
   * The network doesn't have it, or it isn't known whether (the error says so).
   *
   * @param answered whether a node judged it, so that the call counts
   */
  record Refused(RpcError error, boolean answered) implements Outcome {}
}
