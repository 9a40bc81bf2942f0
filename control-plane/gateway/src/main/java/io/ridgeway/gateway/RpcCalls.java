package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.RpcCall;
import io.ridgeway.gateway.rpc.RpcError;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/** Answers the calls that a door of JSON-RPC has let in. For one event loop. */
interface RpcCalls {
  /** How the door's paths begin; then comes the network. */
  String path();

  /** Why a network can't be called here, whatever is asked; empty if it can. */
  Optional<RpcError> unfit(LiveNetwork network);

  /** Whether there is anybody to ask. */
  boolean isReachable(LiveNetwork network);

  /** Whether the call gives a place among its key's calls under way back, and so takes none. */
  default boolean frees(RpcCall call) {
    return false;
  }

  /**
   * Answers a single call.
   *
   * @param body the whole that was sent
   */
  void one(Passage exchange, Caller caller, RpcCall call, Buffer body);

  /** Answers a batch. */
  void many(Passage exchange, Caller caller, List<RpcCall> calls, Buffer body);
}
