package io.ridgeway.gateway.upstream;

import io.ridgeway.gateway.upstream.UpstreamException.Fate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
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
   * @param timeout how long a call may wait for the head of an answer, and how long a node may stay
   *     silent while it sends the rest
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
   * {@link UpstreamException}, at the latest when the node timeout is over, however many nodes were
   * asked in it.
   *
   * @param first the node to ask
   * @param others who is asked next
   * @param again whether the body may be sent a second time after it may have arrived
   */
  public Future<HttpClientResponse> send(Node first, NodeRing others, Buffer body, boolean again) {
    return new Question<>(others, body, again, Future::succeededFuture).of(first);
  }

  /**
   * As {@link #send}, with the whole body of the answer, at most {@code max} bytes; for callers on
   * any thread.
   */
  public Future<Buffer> ask(Node first, NodeRing others, Buffer body, boolean again, int max) {
    return new Question<>(others, body, again, answer -> body(answer, max)).of(first);
  }

  /** How that one node answers, within that time and without a second try; on any thread. */
  public Future<Buffer> once(Node node, NodeRing ring, Buffer body, Duration patience, int max) {
    Question<Buffer> question = new Question<>(ring, body, false, answer -> body(answer, max));
    question.left = 0;
    question.deadline = System.nanoTime() + patience.toNanos();
    return question.of(node);
  }

  /** One call on its way from node to node. */
  private final class Question<T> {
    private final NodeRing ring;
    private final Buffer body;
    private final boolean again;
    private final Function<HttpClientResponse, Future<T>> reader;
    private final Promise<T> promise = Promise.promise();
    private long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
    private int left;

    /**
     * @param reader reads the answer at once, on the event loop that it comes in on
     */
    Question(
        NodeRing ring, Buffer body, boolean again, Function<HttpClientResponse, Future<T>> reader) {
      this.ring = ring;
      this.body = body;
      this.again = again;
      this.reader = reader;
      // As many as there are, and at least a second try: a kept connection may just have been
      // closed.
      this.left = Math.max(1, ring.size() - 1);
    }

    Future<T> of(Node first) {
      attempt(first);
      return promise.future();
    }

    private void attempt(Node node) {
      node.begins();
      client
          .request(node.options())
          .onFailure(unreached -> unreached(node, unreached))
          .onSuccess(request -> exchange(node, request));
    }

    private void exchange(Node node, HttpClientRequest request) {
      // Without the time for a new connection, which tells nothing of the next call.
      long began = System.nanoTime();
      request
          .idleTimeout(patience())
          .send(body)
          .onFailure(broken -> broken(node, broken))
          .onSuccess(response -> answered(node, began, response));
    }

    /** What is left of the time; half of it where another node could still be asked. */
    private long patience() {
      long rest = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
      return again && left > 0 && ring.size() > 1 ? Math.max(1, rest / 2) : rest;
    }

    private void unreached(Node node, Throwable why) {
      if (why instanceof ConnectionPoolTooBusyException) {
        // The node may be well; there are too many calls of ours.
        node.abandoned();
      } else {
        node.failed();
      }
      retry(node, Fate.UNSENT, true);
    }

    private void broken(Node node, Throwable why) {
      node.failed();
      boolean late = why instanceof TimeoutException;
      retry(node, late ? Fate.LATE : Fate.BROKEN, again);
    }

    private void answered(Node node, long began, HttpClientResponse response) {
      if (response.statusCode() == 200) {
        node.answered(System.nanoTime() - began);
        reader.apply(response).onComplete(promise);
        return;
      }
      // Nodes say in the body what is wrong with a call: another status is something between.
      node.failed();
      promise.fail(new UpstreamException(Fate.NONSENSE));
    }

    private void retry(Node than, Fate fate, boolean may) {
      if (may && left > 0 && System.nanoTime() < deadline) {
        left--;
        attempt(ring.other(than));
      } else {
        promise.fail(new UpstreamException(fate));
      }
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
