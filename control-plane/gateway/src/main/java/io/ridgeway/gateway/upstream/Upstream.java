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
   * The head of a node's answer with HTTP status 200; its body is still to be read, on the same
   * event loop. Fails with {@link UpstreamException}.
   *
   * @param first the node to ask
   * @param others who is asked next
   * @param again whether the body may be sent a second time after it may have arrived
   */
  public Future<HttpClientResponse> send(Node first, NodeRing others, Buffer body, boolean again) {
    // As many as there are, and at least a second try: a kept connection may just have been closed.
    return attempt(first, others, body, again, Math.max(1, others.size() - 1));
  }

  private Future<HttpClientResponse> attempt(
      Node node, NodeRing others, Buffer body, boolean again, int left) {
    Promise<HttpClientResponse> promise = Promise.promise();
    client
        .request(node.options())
        .onFailure(
            unreached -> {
              node.failed();
              retry(promise, Fate.UNSENT, true, others, body, again, left);
            })
        .onSuccess(
            request ->
                exchange(request, body)
                    .onFailure(
                        broken -> {
                          boolean late = broken instanceof TimeoutException;
                          node.failed();
                          retry(
                              promise,
                              late ? Fate.LATE : Fate.BROKEN,
                              again && !late,
                              others,
                              body,
                              again,
                              left);
                        })
                    .onSuccess(
                        response -> {
                          if (response.statusCode() == 200) {
                            node.answered();
                            promise.complete(response);
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

  private void retry(
      Promise<HttpClientResponse> promise,
      Fate fate,
      boolean may,
      NodeRing others,
      Buffer body,
      boolean again,
      int left) {
    if (may && left > 0) {
      attempt(others.next(), others, body, again, left - 1).onComplete(promise);
    } else {
      promise.fail(new UpstreamException(fate));
    }
  }

  /** The whole body; fails with {@link UpstreamException} if it is longer than {@code max}. */
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
