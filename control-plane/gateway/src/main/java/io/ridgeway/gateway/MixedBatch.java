package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.BatchAnswer;
import io.ridgeway.gateway.rpc.Methods;
import io.ridgeway.gateway.rpc.RpcCall;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcWriter;
import io.ridgeway.gateway.rpc.Slice;
import io.ridgeway.gateway.upstream.Upstream;
import io.ridgeway.gateway.upstream.UpstreamException;
import io.ridgeway.model.CredentialId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers a batch that isn't for the nodes alone: what is goes to one node as a batch of its own,
 * the rest is answered here, and the answers are joined in the order of the calls.
 */
final class MixedBatch {
  private static final int MAX_ANSWER = 16 << 20;
  private static final byte[] NONE = {};

  private final Methods methods;
  private final OwnCalls own;
  private final Nodes nodes;
  private final GatewayStats stats;

  /** The way to a network's nodes. */
  @FunctionalInterface
  interface Nodes {
    Future<HttpClientResponse> ask(
        LiveNetwork network, CredentialId by, List<RpcCall> calls, Buffer payload);
  }

  MixedBatch(Methods methods, OwnCalls own, Nodes nodes, GatewayStats stats) {
    this.methods = methods;
    this.own = own;
    this.nodes = nodes;
    this.stats = stats;
  }

  /** The answers, without those that nobody wants. Never fails. */
  Future<List<byte[]>> answer(LiveNetwork network, CredentialId by, List<RpcCall> calls) {
    List<RpcCall> forwarded =
        calls.stream().filter(c -> c.fault() == null && methods.forwarded(c.method())).toList();
    Future<Map<Integer, BatchAnswer.Part>> parts =
        forwarded.isEmpty()
            ? Future.succeededFuture(Map.of())
            : nodes
                .ask(network, by, forwarded, Buffer.buffer(batch(forwarded)))
                .compose(response -> Upstream.body(response, MAX_ANSWER))
                .compose(MixedBatch::parts);
    List<Future<byte[]>> answers = new ArrayList<>();
    int number = 0;
    for (RpcCall call : calls) {
      if (call.fault() == null && methods.forwarded(call.method())) {
        int mine = number++;
        answers.add(
            parts
                .map(all -> part(call, all.get(mine)))
                .otherwise(e -> error(call, Refusals.unanswered(e, changing(call)))));
      } else {
        answers.add(here(network, by, call));
      }
    }
    return Future.all(answers)
        .map(
            all ->
                answers.stream().map(Future::result).filter(answer -> answer.length > 0).toList());
  }

  private Future<byte[]> here(LiveNetwork network, CredentialId by, RpcCall call) {
    RpcError fault = call.fault();
    if (fault != null) {
      stats.malformed.increment();
      return Future.succeededFuture(RpcWriter.error(call.id(), fault));
    }
    if (!OwnCalls.has(call.method())) {
      stats.refused.increment();
      return Future.succeededFuture(error(call, methods.refusal(call.method())));
    }
    return own.answer(network, by, call)
        .map(result -> call.notification() ? NONE : RpcWriter.answer(call.id(), "result", result))
        .otherwise(failure -> error(call, error(failure)));
  }

  /** The error that a failed {@link OwnCalls#answer} means. */
  static RpcError error(Throwable failure) {
    return failure instanceof OwnCalls.Refused refused ? refused.error() : RpcError.internal();
  }

  private static byte[] error(RpcCall call, RpcError error) {
    return call.notification() ? NONE : RpcWriter.error(call.id(), error);
  }

  private static byte[] part(RpcCall call, BatchAnswer.@Nullable Part part) {
    if (call.notification()) {
      return NONE;
    }
    return part == null
        ? RpcWriter.error(
            call.id(),
            RpcError.unavailable(502, "The node left this call of the batch unanswered."))
        : RpcWriter.answer(call.id(), part.member(), part.value().toBytes());
  }

  private static boolean changing(RpcCall call) {
    return call.method().equals(Methods.SEND_RAW);
  }

  private static byte[] batch(List<RpcCall> calls) {
    List<byte[]> items = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      RpcCall call = calls.get(i);
      byte[] number = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
      items.add(RpcWriter.call(call, call.notification() ? null : Slice.of(number)));
    }
    return RpcWriter.array(items);
  }

  private static Future<Map<Integer, BatchAnswer.Part>> parts(Buffer body) {
    try {
      // Nothing but notifications is answered by nothing.
      return Future.succeededFuture(
          body.length() == 0 ? Map.of() : BatchAnswer.parts(body.getBytes()));
    } catch (IOException e) {
      return Future.failedFuture(new UpstreamException(UpstreamException.Fate.NONSENSE));
    }
  }
}
