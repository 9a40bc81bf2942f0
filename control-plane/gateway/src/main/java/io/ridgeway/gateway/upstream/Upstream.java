package io.ridgeway.gateway.upstream;

import io.ridgeway.gateway.upstream.NodeRing.Node;
import io.ridgeway.gateway.upstream.UpstreamException.Fate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Sends bodies to nodes over connections that are kept: HTTP/1.1, no redirects. To be made where it
 * is used, so that a call stays on one event loop.
 */
public final class Upstream {
  private static final int CONNECTIONS_PER_NODE = 128;
  private static final int WAITING = 1_024;

  private final HttpClient client;
  private final long timeoutMillis;

  /**
   * @param connect how long a node may take to accept a connection
   * @param timeout how long a node may stay silent
   */
  public Upstream(Vertx vertx, Duration connect, Duration timeout) {
    this.timeoutMillis = timeout.toMillis();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(true)
                .setKeepAliveTimeout(30)
                .setTcpNoDelay(true)
                .setConnectTimeout((int) connect.toMillis())
                .setMaxRedirects(0),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_NODE).setMaxWaitQueueSize(WAITING));
  }

  /**
   * The head of a node's answer with HTTP status 200; its body is still to be read. For callers on
   * an event loop only: on another thread the body could pass before it is asked for. Fails with
   * {@link UpstreamException}.
   *
   * @param first the node to ask
   * @param others who is asked next
   * @param again whether the body may be sent a second time after it may have arrived
   */
  public Future<HttpClientResponse> send(Node first, NodeRing others, Buffer body, boolean again) {
    return attempt(
        first, others, new Question<>(body, again, Future::succeededFuture), tries(others));
  }

  /**
   * As {@link #send}, with the whole body of the answer, at most {@code max} bytes; for callers on
   * any thread.
   */
  public Future<Buffer> ask(Node first, NodeRing others, Buffer body, boolean again, int max) {
    return attempt(
        first, others, new Question<>(body, again, answer -> body(answer, max)), tries(others));
  }

  // As many as there are, and at least a second try: a kept connection may just have been closed.
  private static int tries(NodeRing others) {
    return Math.max(1, others.size() - 1);
  }

  /** What is asked, and how the answer is read: at once, on the event loop that it comes in on. */
  private record Question<T>(
      Buffer body, boolean again, Function<HttpClientResponse, Future<T>> reader) {}

  private <T> Future<T> attempt(Node node, NodeRing others, Question<T> question, int left) {
    Promise<T> promise = Promise.promise();
    client
        .request(node.options())
        .onFailure(
            unreached -> {
              node.failed();
              retry(promise, Fate.UNSENT, true, others, question, left);
            })
        .onSuccess(
            request ->
                exchange(request, question.body())
                    .onFailure(
                        broken -> {
                          boolean late = broken instanceof TimeoutException;
                          node.failed();
                          retry(
                              promise,
                              late ? Fate.LATE : Fate.BROKEN,
                              question.again() && !late,
                              others,
                              question,
                              left);
                        })
                    .onSuccess(
                        response -> {
                          if (response.statusCode() == 200) {
                            node.answered();
                            question.reader().apply(response).onComplete(promise);
                          } else {
                            if (response.statusCode() >= 500) {
                              node.failed();
                            }
                            promise.fail(new UpstreamException(Fate.NONSENSE));
                          }
                        }));
    return promise.future();
  }

  private Future<HttpClientResponse> exchange(HttpClientRequest request, Buffer body) {
    return request.idleTimeout(timeoutMillis).send(body);
  }

  private <T> void retry(
      Promise<T> promise, Fate fate, boolean may, NodeRing others, Question<T> question, int left) {
    if (may && left > 0) {
      attempt(others.next(), others, question, left - 1).onComplete(promise);
    } else {
      promise.fail(new UpstreamException(fate));
    }
  }

  /**
   * The whole body, asked for on the event loop that the answer came in on; fails with {@link
   * UpstreamException} if it is longer than {@code max}.
   */
  public static Future<Buffer> body(HttpClientResponse response, int max) {
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > max) {
            promise.tryFail(new UpstreamException(Fate.NONSENSE));
            response.request().reset();
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.exceptionHandler(
        e ->
            promise.tryFail(
                new UpstreamException(e instanceof TimeoutException ? Fate.LATE : Fate.BROKEN)));
    response.endHandler(end -> promise.tryComplete(body));
    return promise.future();
  }

  /** Closes the connections. */
  public Future<Void> close() {
    return client.close();
  }
}
