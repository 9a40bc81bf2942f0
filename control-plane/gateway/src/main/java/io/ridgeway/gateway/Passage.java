package io.ridgeway.gateway;

import io.github.bucket4j.ConsumptionProbe;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.Slice;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/**
 * What was asked at once and the one answer that it gets, whichever way it came: by all that limits
 * its caller, and out again. For one event loop.
 */
abstract class Passage {
  private @Nullable KeyGate gate;
  private boolean placed;

  /** Whether an answer can no longer be given. */
  abstract boolean over();

  /** Tells the caller which limits there are and how they stand, where that can be told. */
  abstract void tell(String policy, String state);

  /** Tells the caller when it makes sense to come again, where that can be told. */
  abstract Passage retryAfter(long seconds);

  /** Answers with an error. */
  abstract void fail(@Nullable Slice id, RpcError error);

  /** Answers with JSON. */
  abstract void answer(Buffer body);

  /** Answers with JSON, under an HTTP status where there is one. */
  abstract void answer(int status, Buffer body);

  /** Answers with what a node answers. */
  abstract void relay(HttpClientResponse answer);

  /** Answers with nothing: only notifications were sent. */
  abstract void silent();

  /**
   * Lets the call in by its key's gate, where the key has one; null if it is in, else why too many
   * are under way there. {@link #take} is to follow.
   */
  @Nullable Limited enter(Caller caller) {
    LiveNetwork network = caller.network();
    KeyGate by = network.gate(caller.credential());
    if (by != null && !by.enter()) {
      return limited(network, by, by.crowded());
    }
    gate = by;
    placed = true;
    return null;
  }

  /**
   * Lets a call in that takes no place under way, by what else limits its key. {@link #take} is to
   * follow.
   */
  void enterBeside(Caller caller) {
    gate = caller.network().gate(caller.credential());
    placed = false;
  }

  /** Lets a single call in by all that limits it; null if it is in, else why not. */
  @Nullable Limited admit(Caller caller) {
    Limited crowded = enter(caller);
    return crowded == null ? take(caller.network(), 1) : crowded;
  }

  /** The call is over. */
  void leave() {
    keep().run();
  }

  /** What the call began outlasts it and keeps its place under way, until that is run once. */
  Runnable keep() {
    KeyGate entered = placed ? gate : null;
    gate = null;
    return entered == null ? () -> {} : entered::leave;
  }

  /**
   * Takes so many calls from the limits of the key and the network, and tells the caller how they
   * stand; null if they were taken, else why none was.
   */
  @Nullable Limited take(LiveNetwork network, int calls) {
    KeyGate by = gate;
    Limited limited = by == null ? null : by.take(calls);
    if (limited == null) {
      RateLimit limit = network.limit();
      ConsumptionProbe probe = limit.take(calls);
      if (probe.isConsumed()) {
        if (by == null) {
          tell(limit.policy(), limit.state(probe));
        } else {
          tell(limit.policy() + by.policies(), limit.state(probe) + by.states());
        }
        return null;
      }
      if (by != null) {
        by.giveBack(calls);
      }
      limited = Limited.network(limit, probe, calls);
    }
    return limited(network, by, limited);
  }

  /** Tells the caller which limit it is. */
  private Limited limited(LiveNetwork network, @Nullable KeyGate by, Limited limited) {
    String policy = network.limit().policy();
    tell(by == null ? policy : policy + by.policies(), limited.state());
    retryAfter(limited.seconds());
    return limited;
  }
}
