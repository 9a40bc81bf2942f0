package io.ridgeway.gateway.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.gateway.rpc.RpcCall;
import io.ridgeway.gateway.rpc.RpcWriter;
import io.ridgeway.gateway.rpc.Slice;
import io.ridgeway.gateway.upstream.Node;
import io.ridgeway.gateway.upstream.NodeRing;
import io.ridgeway.gateway.upstream.Upstream;
import io.ridgeway.gateway.upstream.UpstreamException;
import io.ridgeway.gateway.upstream.UpstreamException.Fate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends transactions that were signed elsewhere. The same bytes are the same transaction, so one
 * that a node left unanswered goes to another node once, and its "I have that already" is as good
 * as a yes. If that doesn't settle it, the outcome stays unknown. For one event loop.
 */
public final class RawTransactions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ANSWER = 64 * 1024;

  private final Upstream upstream;
  private final Duration patience;

  /**
   * @param patience how long all of it may take
   */
  public RawTransactions(Upstream upstream, Duration patience) {
    this.upstream = upstream;
    this.patience = patience;
  }

  /**
   * The answer's body; fails with {@link UpstreamException}.
   *
   * @param payload the call as it goes to nodes
   */
  public Future<Buffer> send(NodeRing ring, RpcCall call, Buffer payload) {
    Node first = ring.next();
    String hash = hash(call);
    if (ring.size() == 1 || hash == null) {
      return upstream.once(first, ring, payload, patience, MAX_ANSWER);
    }
    Duration third = patience.dividedBy(3);
    return upstream
        .once(first, ring, payload, third, MAX_ANSWER)
        .recover(
            failure -> {
              Node second = ring.other(first);
              Future<Buffer> again = upstream.once(second, ring, payload, third, MAX_ANSWER);
              boolean unsent =
                  failure instanceof UpstreamException known && known.fate() == Fate.UNSENT;
              // What never left is no second sending: any answer is the answer.
              return unsent
                  ? again
                  : again
                      .compose(answer -> settled(ring, second, call, hash, answer, failure))
                      .recover(nor -> Future.failedFuture(failure));
            });
  }

  private Future<Buffer> settled(
      NodeRing ring, Node second, RpcCall call, String hash, Buffer answer, Throwable failure) {
    JsonNode error = read(answer).path("error");
    if (!error.isObject()) {
      return Future.succeededFuture(answer);
    }
    return switch (Rejection.of(error.path("message").asText())) {
      case KNOWN -> Future.succeededFuture(yes(call, hash));
      case TAKEN ->
          upstream
              .once(second, ring, question(hash), patience.dividedBy(3), MAX_ANSWER)
              .compose(
                  found ->
                      read(found).path("result").isObject()
                          ? Future.succeededFuture(yes(call, hash))
                          : Future.failedFuture(failure));
      case AHEAD, OTHER -> Future.failedFuture(failure);
    };
  }

  private static Buffer yes(RpcCall call, String hash) {
    byte[] result = RpcWriter.quoted(hash).getBytes(StandardCharsets.US_ASCII);
    return Buffer.buffer(RpcWriter.answer(call.id(), "result", result));
  }

  private static Buffer question(String hash) {
    return Buffer.buffer(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getTransactionByHash\",\"params\":["
            + RpcWriter.quoted(hash)
            + "]}");
  }

  /** The transaction's name; null if the call holds none that can be read. */
  private static @Nullable String hash(RpcCall call) {
    Slice params = call.params();
    if (params == null || call.notification()) {
      return null;
    }
    try {
      JsonNode read = JSON.readTree(params.bytes(), params.from(), params.length());
      String raw = read.path(0).asText();
      return raw.matches("0x([0-9a-fA-F]{2})+") ? TransactionHash.of(raw) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static JsonNode read(Buffer answer) {
    try {
      return JSON.readTree(answer.getBytes());
    } catch (IOException e) {
      throw new UpstreamException(Fate.NONSENSE);
    }
  }
}
