package io.ridgeway.gateway.heads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.gateway.upstream.Node;
import io.ridgeway.gateway.upstream.NodeRing;
import io.ridgeway.gateway.upstream.Upstream;
import io.ridgeway.gateway.upstream.UpstreamException;
import io.ridgeway.gateway.upstream.UpstreamException.Fate;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a node for a block and its logs. Blocks; fails with {@link UpstreamException}. */
final class HeadQuestions {
  /** The longest answer with a block's logs. */
  static final int MAX_LOGS = 8 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Its transactions are named by their hashes. */
  private static final int MAX_BLOCK = 4 << 20;

  private final Upstream upstream;

  HeadQuestions(Upstream upstream) {
    this.upstream = upstream;
  }

  /**
   * A block.
   *
   * @param which its number, or {@code latest}
   */
  ObjectNode block(NodeRing ring, Node node, String which) throws InterruptedException {
    JsonNode block =
        ask(ring, node, "eth_getBlockByNumber", "[\"" + which + "\",false]", MAX_BLOCK);
    if (block instanceof ObjectNode object && object.path("hash").asText().matches("0x\\w{64}")) {
      return object;
    }
    throw new UpstreamException(Fate.NONSENSE);
  }

  static long number(JsonNode block) {
    String text = block.path("number").asText();
    if (!text.matches("0x[0-9a-f]{1,15}")) {
      throw new UpstreamException(Fate.NONSENSE);
    }
    return Long.parseLong(text, 2, text.length(), 16);
  }

  static String header(ObjectNode block) {
    return block.deepCopy().without(List.of("transactions", "uncles", "withdrawals")).toString();
  }

  /**
   * The logs of a block.
   *
   * @param hash names it
   */
  List<Head.Log> logs(NodeRing ring, Node node, String hash) throws InterruptedException {
    JsonNode all = ask(ring, node, "eth_getLogs", "[{\"blockHash\":\"" + hash + "\"}]", MAX_LOGS);
    if (!all.isArray()) {
      throw new UpstreamException(Fate.NONSENSE);
    }
    List<Head.Log> logs = new ArrayList<>();
    for (JsonNode log : all) {
      List<String> topics = new ArrayList<>();
      log.path("topics").forEach(topic -> topics.add(topic.asText().toLowerCase(Locale.ROOT)));
      logs.add(
          new Head.Log(
              log.path("address").asText().toLowerCase(Locale.ROOT), topics, log.toString()));
    }
    return logs;
  }

  private JsonNode ask(NodeRing ring, Node node, String method, String params, int max)
      throws InterruptedException {
    Buffer question =
        Buffer.buffer(
            "{\"jsonrpc\":\"2.0\",\"id\":\"head\",\"method\":\""
                + method
                + "\",\"params\":"
                + params
                + "}");
    try {
      Buffer answer =
          upstream
              .once(node, ring, question, PATIENCE, max)
              .toCompletionStage()
              .toCompletableFuture()
              .get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return JSON.readTree(answer.getBytes()).path("result");
    } catch (ExecutionException e) {
      throw new UpstreamException(
          e.getCause() instanceof UpstreamException known ? known.fate() : Fate.BROKEN);
    } catch (TimeoutException e) {
      throw new UpstreamException(Fate.LATE);
    } catch (IOException e) {
      throw new UpstreamException(Fate.NONSENSE);
    }
  }
}
