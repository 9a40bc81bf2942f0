package io.ridgeway.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Asks the nodes of the rings that are in use how high they are, beside the path of calls: that is
 * how one that lags is found, and how one whose circuit is open shows that it is well again.
 *
 * <p>Rings that nobody used for a while aren't asked, nor are those of a single node, and a node
 * that hasn't answered yet isn't asked once more.
 */
public final class HeightWatch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Buffer QUESTION =
      Buffer.buffer(
          "{\"jsonrpc\":\"2.0\",\"id\":\"height\",\"method\":\"eth_blockNumber\",\"params\":[]}");
  private static final int MAX_ANSWER = 4_096;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration IN_USE = Duration.ofSeconds(30);

  /** What one look may cost, however many networks are in use. */
  private static final int MOST_AT_ONCE = 500;

  private final Upstream upstream;
  private final Supplier<? extends Collection<NodeRing>> rings;
  private final Clock clock;
  private final Set<Node> asked = ConcurrentHashMap.newKeySet();
  private int begin;

  /**
   * @param upstream for this alone, not that of an event loop
   * @param rings those that there are
   */
  public HeightWatch(
      Upstream upstream, Supplier<? extends Collection<NodeRing>> rings, Clock clock) {
    this.upstream = upstream;
    this.rings = rings;
    this.clock = clock;
  }

  /** Asks once; returns before the answers are there. Not by two threads at once. */
  public void look() {
    long now = clock.millis();
    NodeRing[] used =
        rings.get().stream()
            .filter(ring -> ring.size() > 1 && now - ring.usedAt() < IN_USE.toMillis())
            .toArray(NodeRing[]::new);
    // Where the last look ended, so that none is always too late.
    int sent = 0;
    int i = 0;
    for (; i < used.length && sent < MOST_AT_ONCE; i++) {
      NodeRing ring = used[Math.floorMod(begin + i, used.length)];
      for (Node node : ring.nodes()) {
        sent += ask(ring, node, now) ? 1 : 0;
      }
    }
    begin = used.length == 0 ? 0 : (begin + i) % used.length;
  }

  private boolean ask(NodeRing ring, Node node, long now) {
    boolean open = !node.breaker().isClosed();
    if (open && !node.breaker().isDue(now) || !asked.add(node)) {
      return false;
    }
    if (open && !node.breaker().probe(now)) {
      asked.remove(node);
      return false;
    }
    upstream
        .once(node, ring, QUESTION, PATIENCE, MAX_ANSWER)
        .onComplete(
            answer -> {
              asked.remove(node);
              if (answer.succeeded()) {
                ring.seen(node, height(answer.result()));
              }
            });
    return true;
  }

  /** Of an answer; -1 if it is none. */
  private static long height(Buffer answer) {
    try {
      JsonNode result = JSON.readTree(answer.getBytes()).path("result");
      String text = result.asText();
      return text.matches("0x[0-9a-f]{1,15}") ? Long.parseLong(text, 2, text.length(), 16) : -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
