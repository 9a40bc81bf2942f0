package io.ridgeway.gateway;

import io.ridgeway.gateway.heads.HeadFeeds;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The WebSockets that are open, over all event loops: so many of a network, so many in all.
 * Thread-safe.
 */
final class EthSockets {
  /** How many a network may have. */
  static final int MOST_PER_NETWORK = 32;

  /** How many there may be. */
  static final int MOST = 1_024;

  private final HeadFeeds feeds;
  private final Set<EthSocket> open = ConcurrentHashMap.newKeySet();

  /** None yet. */
  EthSockets(HeadFeeds feeds) {
    this.feeds = feeds;
  }

  /** Where new blocks come from. */
  HeadFeeds feeds() {
    return feeds;
  }

  /** Whether there is room for it; then it has to {@link #left leave}. */
  synchronized boolean admit(EthSocket socket) {
    long same = open.stream().filter(other -> other.isOf(socket.network())).count();
    return same < MOST_PER_NETWORK && open.size() < MOST && open.add(socket);
  }

  void left(EthSocket socket) {
    open.remove(socket);
  }

  /** How many are open. */
  int size() {
    return open.size();
  }

  /** Each ends once its calls are answered; nothing new is told. */
  void close() {
    open.forEach(EthSocket::closing);
    feeds.close();
  }
}
