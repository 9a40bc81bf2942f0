package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.gateway.rpc.RpcWriter;
import io.ridgeway.gateway.rpc.Slice;
import io.ridgeway.gateway.upstream.Upstream;
import io.ridgeway.gateway.upstream.UpstreamException;
import io.ridgeway.gateway.upstream.UpstreamException.Fate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One message of a WebSocket and the one that answers it. There are no headers, so limits are told
 * by errors only. For one event loop.
 */
final class EthMessage extends Passage {
  /** The longest answer of a node that is handed on in a message. */
  static final int MAX_ANSWER = 16 << 20;

  private final EthSocket socket;
  private boolean over;

  EthMessage(EthSocket socket) {
    this.socket = socket;
  }

  @Override
  boolean over() {
    return over;
  }

  @Override
  void tell(String policy, String state) {
    // Answers have no headers.
  }

  @Override
  EthMessage retryAfter(long seconds) {
    return this;
  }

  @Override
  void fail(@Nullable Slice id, RpcError error) {
    end(Buffer.buffer(RpcWriter.error(id, error)));
  }

  @Override
  void answer(Buffer body) {
    end(body);
  }

  @Override
  void answer(int status, Buffer body) {
    end(body);
  }

  @Override
  void silent() {
    end(null);
  }

  /** Its body is read in its turn, so that no more than one waits here to be taken. */
  @Override
  void relay(HttpClientResponse answer) {
    answer.pause();
    Future<Buffer> body = Upstream.body(answer, MAX_ANSWER);
    socket.inTurn(
        () -> {
          answer.resume();
          return body.transform(
              read ->
                  end(
                      read.succeeded()
                          ? read.result()
                          : Buffer.buffer(RpcWriter.error(null, unread(read.cause())))));
        },
        () -> answer.request().reset());
  }

  private static RpcError unread(Throwable cause) {
    return cause instanceof UpstreamException known && known.fate() == Fate.NONSENSE
        ? RpcError.unavailable(
            502,
            "The answer is longer than "
                + (MAX_ANSWER >> 20)
                + " MiB, which no message takes: ask for less at once, or over HTTP.")
        : Refusals.unanswered(cause, false);
  }

  /** Done once the answer is written. */
  private Future<Void> end(@Nullable Buffer text) {
    if (over) {
      return Future.succeededFuture();
    }
    over = true;
    Future<Void> written =
        text == null || text.length() == 0
            ? Future.succeededFuture()
            : socket.write(text.toString(StandardCharsets.UTF_8));
    return written.onComplete(done -> socket.answered(this));
  }

  /** The caller is gone. */
  void abandon() {
    over = true;
  }
}
