package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A node that has blocks with logs; all else it answers as the usual one does. */
final class FakeBlocks implements BiConsumer<HttpServerRequest, Buffer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  final AtomicInteger looks = new AtomicInteger();
  final AtomicInteger logsAsked = new AtomicInteger();
  private final FakeNode node;
  private final Map<String, ArrayNode> logs = new ConcurrentHashMap<>();
  private volatile long height = 16;
  private volatile String filler = "";
  private volatile boolean away;

  FakeBlocks(FakeNode node) {
    this.node = node;
    node.behave(this);
  }

  /** Its newest block from now on. */
  void height(long now) {
    height = now;
  }

  /** Each block has a log of so many bytes from now on. */
  void fill(int bytes) {
    filler = "f".repeat(bytes);
  }

  /** It breaks off. */
  void away(boolean is) {
    away = is;
  }

  void log(long block, String address, String... topics) {
    ObjectNode log = JSON.createObjectNode().put("address", address);
    ArrayNode all = log.putArray("topics");
    for (String topic : topics) {
      all.add(topic);
    }
    log.put("blockNumber", "0x" + Long.toHexString(block));
    logs.computeIfAbsent(hash(block), h -> JSON.createArrayNode()).add(log);
  }

  static String hash(long block) {
    return "0x" + String.format("%064x", block);
  }

  @Override
  public void accept(HttpServerRequest request, Buffer body) {
    JsonNode call;
    try {
      call = JSON.readTree(body.getBytes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    if (!call.path("id").asText().equals("head")) {
      node.answer(request, body);
      return;
    }
    if (away) {
      request.connection().close();
      return;
    }
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", "head");
    JsonNode first = call.path("params").path(0);
    if (call.path("method").asText().equals("eth_getLogs")) {
      logsAsked.incrementAndGet();
      answer.set("result", logs(first.path("blockHash").asText()));
    } else {
      long number = height;
      if (first.asText().equals("latest")) {
        looks.incrementAndGet();
      } else {
        number = Long.parseLong(first.asText().substring(2), 16);
      }
      answer.set("result", block(number));
    }
    request.response().end(answer.toString());
  }

  private ArrayNode logs(String hash) {
    ArrayNode found = logs.getOrDefault(hash, JSON.createArrayNode()).deepCopy();
    if (!filler.isEmpty()) {
      found.addObject().put("address", "0x" + "ff".repeat(20)).put("data", filler);
    }
    return found;
  }

  private static ObjectNode block(long number) {
    ObjectNode block =
        JSON.createObjectNode()
            .put("number", "0x" + Long.toHexString(number))
            .put("hash", hash(number));
    block.putArray("transactions").add(hash(number));
    block.putArray("uncles");
    return block;
  }
}
