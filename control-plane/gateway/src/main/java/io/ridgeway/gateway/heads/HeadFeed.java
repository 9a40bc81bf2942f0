package io.ridgeway.gateway.heads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.gateway.upstream.Node;
import io.ridgeway.gateway.upstream.NodeRing;
import io.ridgeway.gateway.upstream.Upstream;
import io.ridgeway.gateway.upstream.UpstreamException;
import io.ridgeway.gateway.upstream.UpstreamException.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The new blocks of one network, in their order, each once: looks for the newest, and makes up for
 * those before it that it hasn't told. Blocks until it is stopped.
 *
 * <p>A block and its logs come from one node, which has it: another one may not have it yet, and
 * would say that it has no logs.
 */
final class HeadFeed implements Runnable {
  /** How many blocks are made up for. */
  static final int MOST_BEHIND = 128;

  private static final Logger LOG = LoggerFactory.getLogger(HeadFeed.class);
  private static final long EVERY_MILLIS = 500;

  /** How often logs that can't be used are asked for. */
  private static final int TRIES = 5;

  private final Supplier<Optional<NodeRing>> nodes;
  private final HeadQuestions questions;
  private final Consumer<HeadFeed> over;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private long last = -1;
  private int tries;

  HeadFeed(Supplier<Optional<NodeRing>> nodes, Upstream upstream, Consumer<HeadFeed> over) {
    this.nodes = nodes;
    this.questions = new HeadQuestions(upstream);
    this.over = over;
  }

  CompletableFuture<Void> join(Watcher watcher) {
    watchers.add(watcher);
    return begun;
  }

  /** Whether it was the last one. */
  boolean leave(Watcher watcher) {
    watchers.remove(watcher);
    return watchers.isEmpty();
  }

  void stop() {
    stopped.countDown();
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  @Override
  public void run() {
    try {
      do {
        round();
      } while (!stopped.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("A feed of new blocks failed");
      end("Something went wrong in the gateway: subscribe again.");
    } finally {
      stop();
      over.accept(this);
      begun.completeExceptionally(new UpstreamException(Fate.UNSENT));
    }
  }

  private void round() throws InterruptedException {
    NodeRing ring = nodes.get().filter(some -> !some.isEmpty()).orElse(null);
    if (ring == null) {
      end("The network is suspended or not ready: subscribe again when it is.");
      return;
    }
    try {
      look(ring);
    } catch (UpstreamException e) {
      if (last < 0) {
        stop();
        over.accept(this);
        begun.completeExceptionally(e);
      }
    }
  }

  private void look(NodeRing ring) throws InterruptedException {
    Node node = ring.next();
    ObjectNode newest = questions.block(ring, node, "latest");
    long height = HeadQuestions.number(newest);
    if (last < 0) {
      last = height;
      begun.complete(null);
    } else if (height - last > MOST_BEHIND) {
      end(
          "The gateway saw no blocks for a while, and now there are "
              + (height - last)
              + " after block "
              + last
              + "; it makes up for "
              + MOST_BEHIND
              + ". Subscribe again, and ask for those between.");
    }
    while (last < height && !isStopped()) {
      long next = last + 1;
      tell(
          ring,
          node,
          next == height ? newest : questions.block(ring, node, "0x" + Long.toHexString(next)),
          next);
      last = next;
    }
  }

  private void tell(NodeRing ring, Node node, ObjectNode block, long number)
      throws InterruptedException {
    if (HeadQuestions.number(block) != number) {
      throw new UpstreamException(Fate.NONSENSE);
    }
    List<Head.Log> logs = null;
    if (watchers.stream().anyMatch(Watcher::wantsLogs)) {
      logs = logs(ring, node, block, number);
      if (logs == null) {
        return;
      }
    }
    Head head = new Head(number, HeadQuestions.header(block), logs);
    watchers.forEach(watcher -> watcher.head(head));
  }

  /** A block's logs; null if they can't be had for good, and it has ended. */
  private @Nullable List<Head.Log> logs(NodeRing ring, Node node, JsonNode block, long number)
      throws InterruptedException {
    try {
      List<Head.Log> logs = questions.logs(ring, node, block.path("hash").asText());
      tries = 0;
      return logs;
    } catch (UpstreamException e) {
      if (e.fate() != Fate.NONSENSE || ++tries < TRIES) {
        throw e;
      }
      end(
          "The logs of block "
              + number
              + " can't be had at once (they may be longer than "
              + (HeadQuestions.MAX_LOGS >> 20)
              + " MiB). Subscribe again, and ask eth_getLogs for parts of them.");
      return null;
    }
  }

  /** First nobody can join any more, so that who is told is all there are. */
  private void end(String why) {
    stop();
    over.accept(this);
    begun.completeExceptionally(new UpstreamException(Fate.UNSENT));
    for (Watcher watcher : new ArrayList<>(watchers)) {
      watchers.remove(watcher);
      watcher.ended(why);
    }
  }
}
