package io.ridgeway.gateway.rpc;

import org.jspecify.annotations.Nullable;

/**
 * One call of a body.
 *
 * @param whole the call as it was written
 * @param id the id as it was written; absent for a notification, or if it is no valid id
 * @param method the method; empty if the call is at fault
 * @param params the parameters as they were written, an array or an object; absent if there are
 *     none
 * @param exact whether {@code whole} has the four known members at most, each once, so that every
 *     reader must understand it as we do. Else it is written anew before a node sees it: Go's
 *     reader, for one, would take {@code "Method"} for {@code "method"}
 * @param fault why it is no valid call
 */
public record RpcCall(
    Slice whole,
    @Nullable Slice id,
    String method,
    @Nullable Slice params,
    boolean exact,
    @Nullable RpcError fault) {

  /** Whether no answer is wanted. */
  public boolean notification() {
    return id == null && fault == null;
  }
}
