package io.ridgeway.adapter.kubernetes;

import io.ridgeway.model.NetworkId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread of this adapter at a time write for a network. */
final class Turns {
  private final Map<NetworkId, ReentrantLock> locks = new ConcurrentHashMap<>();

  /** Waits for the turn; closing it ends it. */
  Turn take(NetworkId network) {
    ReentrantLock lock = locks.computeIfAbsent(network, n -> new ReentrantLock());
    lock.lock();
    return lock::unlock;
  }

  /** One thread's turn. */
  @FunctionalInterface
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }
}
