package io.ridgeway.gateway.heads;

import io.ridgeway.gateway.upstream.NodeRing;
import io.ridgeway.gateway.upstream.Upstream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Looks for new blocks of each network for which somebody waits, on a thread of its own, so that
 * one that hangs holds up no other. Thread-safe.
 */
public final class HeadFeeds implements AutoCloseable {
  /** The most networks that are looked at. */
  public static final int MOST = 256;

  private final Upstream upstream;
  private final ExecutorService threads;
  private final Map<Object, HeadFeed> feeds = new HashMap<>();

  /**
   * None yet.
   *
   * @param upstream for any thread, not that of an event loop
   * @param threads one for each network; ended with this
   */
  public HeadFeeds(Upstream upstream, ExecutorService threads) {
    this.upstream = upstream;
    this.threads = threads;
  }

  /** As many networks are looked at as may be. */
  public static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("At most " + MOST + " networks can be subscribed to at one gateway.");
    }
  }

  /**
   * Has the watcher told of the network's blocks that are made from now on. Done once that is sure;
   * else it fails, with {@link Full} or {@link io.ridgeway.gateway.upstream.UpstreamException}, and
   * nothing is told. Who is there already stays so.
   *
   * @param network by which feeds are told apart
   * @param nodes whom to ask; empty if nobody may be asked at present
   */
  public CompletableFuture<Void> join(
      Object network, Supplier<Optional<NodeRing>> nodes, Watcher watcher) {
    synchronized (feeds) {
      HeadFeed feed = feeds.get(network);
      if (feed == null) {
        if (feeds.size() >= MOST) {
          return CompletableFuture.failedFuture(new Full());
        }
        HeadFeed made = new HeadFeed(nodes, upstream, over -> forget(network, over));
        try {
          threads.execute(made);
        } catch (RejectedExecutionException closed) {
          return CompletableFuture.failedFuture(new Full());
        }
        feeds.put(network, made);
        feed = made;
      }
      return feed.join(watcher);
    }
  }

  /** Tells the watcher no more; without the last one the network isn't looked at any more. */
  public void leave(Object network, Watcher watcher) {
    synchronized (feeds) {
      HeadFeed feed = feeds.get(network);
      if (feed != null && feed.leave(watcher)) {
        feeds.remove(network);
        feed.stop();
      }
    }
  }

  private void forget(Object network, HeadFeed over) {
    synchronized (feeds) {
      feeds.remove(network, over);
    }
  }

  /** Ends all, without a word. */
  @Override
  public void close() {
    synchronized (feeds) {
      feeds.values().forEach(HeadFeed::stop);
      feeds.clear();
    }
    threads.shutdownNow();
  }
}
