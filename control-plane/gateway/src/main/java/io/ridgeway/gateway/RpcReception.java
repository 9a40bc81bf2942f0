package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcRequest;
import io.ridgeway.gateway.rpc.RpcScanner;
import io.ridgeway.gateway.rpc.Slice;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what known callers send as JSON-RPC, by all that limits them, to who answers it: the same
 * for a request's body and for a message. For one event loop.
 */
final class RpcReception {
  private static final Logger LOG = LoggerFactory.getLogger(RpcReception.class);

  /** Messages so long at most are looked into though the key's calls are all under way. */
  private static final int SHORT = 1_024;

  private final RpcScanner scanner;
  private final RpcCalls calls;
  private final GatewayStats stats;

  RpcReception(RpcScanner scanner, RpcCalls calls, GatewayStats stats) {
    this.scanner = scanner;
    this.calls = calls;
    this.stats = stats;
  }

  /** Does the work; what it throws is answered as our fault. */
  static void guarded(Passage passage, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("A call failed inside the gateway");
      if (!passage.over()) {
        passage.fail(null, RpcError.internal());
      }
    }
  }

  /** Whether the caller may come in; if not, that was answered. {@link #take} is to follow. */
  boolean enter(Passage passage, Caller caller) {
    RpcError unfit = calls.unfit(caller.network()).orElse(null);
    if (unfit != null) {
      passage.fail(null, unfit);
      return false;
    }
    Limited crowded = passage.enter(caller);
    if (crowded != null) {
      over(passage, null, crowded);
    }
    return crowded == null;
  }

  /** The same, for a message that is there already: what gives a place back needs none itself. */
  boolean enter(Passage passage, Caller caller, Buffer message) {
    KeyGate gate = caller.network().gate(caller.credential());
    if (gate != null && gate.isFull() && frees(message)) {
      passage.enterBeside(caller);
      return true;
    }
    return enter(passage, caller);
  }

  private boolean frees(Buffer message) {
    return message.length() <= SHORT
        && scanner.scan(message.getBytes()) instanceof RpcRequest.One one
        && calls.frees(one.call());
  }

  /** Answers what was sent. */
  void take(Passage passage, Caller caller, Buffer body) {
    LiveNetwork network = caller.network();
    RpcRequest request = scanner.scan(body.getBytes());
    int count = request instanceof RpcRequest.Many many ? many.calls().size() : 1;
    // Whatever was sent cost us the reading, so it counts against the limit, though not as usage.
    Limited limited = passage.take(network, count);
    if (limited != null) {
      over(passage, id(request), limited);
    } else if (request instanceof RpcRequest.Unreadable unreadable) {
      stats.malformed.increment();
      passage.fail(null, unreadable.error());
    } else if (network.route().suspended()) {
      passage.fail(id(request), Refusals.SUSPENDED);
    } else if (!network.route().serving() || !calls.isReachable(network)) {
      passage.retryAfter(5).fail(id(request), Refusals.NOT_READY);
    } else if (request instanceof RpcRequest.One one) {
      calls.one(passage, caller, one.call(), body);
    } else if (request instanceof RpcRequest.Many many) {
      calls.many(passage, caller, many.calls(), body);
    }
  }

  private void over(Passage passage, @Nullable Slice id, Limited limited) {
    stats.limited.increment();
    passage.fail(id, RpcError.of(RpcError.LIMIT, 429, limited.why()));
  }

  private static @Nullable Slice id(RpcRequest request) {
    return request instanceof RpcRequest.One one ? one.call().id() : null;
  }
}
