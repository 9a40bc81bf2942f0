package io.ridgeway.gateway.rpc;

import java.util.List;

/** What a body asks. */
public sealed interface RpcRequest {
  /** A single call. */
  record One(RpcCall call) implements RpcRequest {}

  /** A batch of at least one call. */
  record Many(List<RpcCall> calls) implements RpcRequest {
    public Many {
      calls = List.copyOf(calls);
    }
  }

  /** Nothing that can be taken. */
  record Unreadable(RpcError error) implements RpcRequest {}
}
