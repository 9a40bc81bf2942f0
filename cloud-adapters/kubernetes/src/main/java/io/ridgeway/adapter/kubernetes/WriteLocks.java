package io.ridgeway.adapter.kubernetes;

import io.ridgeway.model.NetworkId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread of this adapter at a time write for a network. */
final class WriteLocks {
  private final Map<NetworkId, ReentrantLock> locks = new ConcurrentHashMap<>();

  /** Waits until no other thread writes; closing what it gives lets the next one. */
  Held take(NetworkId network) {
    ReentrantLock lock = locks.computeIfAbsent(network, n -> new ReentrantLock());
    lock.lock();
    return lock::unlock;
  }

  /** One thread has it. */
  @FunctionalInterface
  interface Held extends AutoCloseable {
    @Override
    void close();
  }
}
