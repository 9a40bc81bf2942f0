package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.Methods;
import io.ridgeway.gateway.rpc.RpcCall;
import io.ridgeway.gateway.rpc.RpcError;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/** The calls of one WebSocket: those that there are anyway, and subscriptions. */
final class EthSocketCalls implements RpcCalls {
  private final EthCalls calls;
  private final EthSubscriptions subscriptions;

  EthSocketCalls(EthCalls calls, EthSubscriptions subscriptions) {
    this.calls = calls;
    this.subscriptions = subscriptions;
  }

  @Override
  public String path() {
    return calls.path();
  }

  @Override
  public Optional<RpcError> unfit(LiveNetwork network) {
    return calls.unfit(network);
  }

  @Override
  public boolean isReachable(LiveNetwork network) {
    return calls.isReachable(network);
  }

  @Override
  public boolean frees(RpcCall call) {
    return call.method().equals(Methods.UNSUBSCRIBE);
  }

  @Override
  public void one(Passage passage, Caller caller, RpcCall call, Buffer body) {
    if (call.method().equals(Methods.SUBSCRIBE)) {
      subscriptions.subscribe(passage, call);
    } else if (call.method().equals(Methods.UNSUBSCRIBE)) {
      subscriptions.unsubscribe(passage, call);
    } else {
      calls.one(passage, caller, call, body);
    }
  }

  @Override
  public void many(Passage passage, Caller caller, List<RpcCall> all, Buffer body) {
    calls.many(passage, caller, all, body);
  }
}
