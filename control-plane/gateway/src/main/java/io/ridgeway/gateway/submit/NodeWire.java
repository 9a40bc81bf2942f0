package io.ridgeway.gateway.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.gateway.rpc.Methods;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcWriter;
import io.ridgeway.gateway.upstream.NodeRing;
import io.ridgeway.gateway.upstream.Upstream;
import io.ridgeway.gateway.upstream.UpstreamException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The wire to Ethereum nodes. */
public final class NodeWire implements Wire {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ANSWER = 1 << 20;

  private final Upstream upstream;
  private final Supplier<NodeRing> ring;

  /**
   * @param ring the network's nodes as they are now
   */
  public NodeWire(Upstream upstream, Supplier<NodeRing> ring) {
    this.upstream = upstream;
    this.ring = ring;
  }

  @Override
  public Sent send(String raw) {
    JsonNode answer;
    try {
      answer = ask(Methods.SEND_RAW, raw);
    } catch (UpstreamException e) {
      return e.fate() == UpstreamException.Fate.UNSENT ? new Sent.Unsent() : new Sent.Unknown();
    }
    JsonNode error = answer.path("error");
    if (error.isObject()) {
      RpcError said = RpcError.of(error.path("code").asInt(), 200, error.path("message").asText());
      return new Sent.Rejected(
          Optional.ofNullable(error.get("data")).map(d -> said.with(d.toString())).orElse(said));
    }
    String hash = answer.path("result").asText();
    return hash.matches("0x[0-9a-f]{64}") ? new Sent.Taken(hash) : new Sent.Unknown();
  }

  @Override
  public boolean has(String hash) {
    try {
      return ask("eth_getTransactionByHash", hash).path("result").isObject();
    } catch (UpstreamException e) {
      return false;
    }
  }

  private JsonNode ask(String method, String param) {
    NodeRing nodes = ring.get();
    if (nodes.isEmpty()) {
      throw new UpstreamException(UpstreamException.Fate.UNSENT);
    }
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":"
            + RpcWriter.quoted(method)
            + ",\"params\":["
            + RpcWriter.quoted(param)
            + "]}";
    boolean again = !method.equals(Methods.SEND_RAW);
    try {
      Buffer answer =
          upstream
              .ask(nodes.next(), nodes, Buffer.buffer(body), again, MAX_ANSWER)
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      return JSON.readTree(answer.getBytes());
    } catch (CompletionException e) {
      throw e.getCause() instanceof UpstreamException known
          ? known
          : new UpstreamException(UpstreamException.Fate.BROKEN);
    } catch (IOException e) {
      throw new UpstreamException(UpstreamException.Fate.NONSENSE);
    }
  }
}
