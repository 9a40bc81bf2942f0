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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Sends bodies to nodes over connections that are kept: HTTP/1.1, no redirects. To be made where it
 * is used, so that a call stays on one event loop.
 */
public final class Upstream {
  private static final int CONNECTIONS_PER_NODE = 128;
  private static final int WAITING = 1_024;

  /** So much longer than for the head, lest it isn't known which of both came too late. */
  private static final long LONGER_FOR_THE_REST_MILLIS = 1_000;

  private final HttpClient client;
  private final Alarms alarms;
  private final long timeoutNanos;

  /**
   * @param connect how long a node may take to accept a connection
   * @param timeout how long a call may wait for the head of an answer; while a node sends the rest
   *     it may stay silent for a second longer
   */
  public Upstream(Vertx vertx, Duration connect, Duration timeout) {
    this.alarms = new Alarms(vertx);
    this.timeoutNanos = timeout.toNanos();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(true)
                .setKeepAliveTimeout(30)
                .setTcpNoDelay(true)
                .setConnectTimeout((int) connect.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) (timeout.toMillis() + LONGER_FOR_THE_REST_MILLIS))
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

  /** As {@link #send}, of that one node and without a second try. */
  public Future<HttpClientResponse> only(Node node, NodeRing ring, Buffer body) {
    return new Question<>(ring, body, false, Future::succeededFuture).only(node, timeoutNanos);
  }

  /** How that one node answers, within that time and without a second try; on any thread. */
  public Future<Buffer> once(Node node, NodeRing ring, Buffer body, Duration patience, int max) {
    return new Question<>(ring, body, false, answer -> body(answer, max))
        .only(node, patience.toNanos());
  }

  /**
   * One call on its way from node to node. If half of the time is over a second node is asked as
   * well, where that may be, and the first goes on: a call that only takes long is answered by it,
   * and what the other is asked costs nobody anything but its work.
   */
  private final class Question<T> {
    private final NodeRing ring;
    private final Buffer body;
    private final boolean again;
    private final Function<HttpClientResponse, Future<T>> reader;
    private final Promise<T> promise = Promise.promise();
    private final AtomicInteger left;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicReference<HttpClientRequest> winner = new AtomicReference<>();
    private final List<HttpClientRequest> asked = new CopyOnWriteArrayList<>();
    private long deadline = System.nanoTime() + timeoutNanos;

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
      this.left = new AtomicInteger(Math.max(1, ring.size() - 1));
    }

    /** Asks that node and no other, within that time. */
    Future<T> only(Node node, long nanos) {
      left.set(0);
      deadline = System.nanoTime() + nanos;
      return of(node);
    }

    Future<T> of(Node first) {
      attempt(first, true);
      return promise.future();
    }

    /**
     * @param whole whether the node has all of the time, so that its silence tells something of it
     */
    private void attempt(Node node, boolean whole) {
      underWay.incrementAndGet();
      node.begins();
      Future<HttpClientRequest> connection;
      try {
        connection = client.request(node.options());
      } catch (IllegalStateException closed) {
        // This gateway let go of its connections, which tells nothing of the node.
        node.abandoned();
        ended(node, asked.isEmpty() ? Fate.UNSENT : Fate.BROKEN, false);
        return;
      }
      connection.onComplete(
          request -> new Attempt(node, request, whole).begin(),
          unreached -> unreached(node, unreached));
    }

    private void askAnother(Node than) {
      if (winner.get() == null && left.getAndSet(0) > 0) {
        attempt(ring.other(than), false);
      }
    }

    private void unreached(Node node, Throwable why) {
      if (why instanceof ConnectionPoolTooBusyException) {
        // The node may be well; there are too many calls of ours.
        node.abandoned();
      } else {
        node.failed();
      }
      ended(node, Fate.UNSENT, true);
    }

    /** One node's, to which there is a connection. Rings at half of the time, and at its end. */
    private final class Attempt extends Alarms.Alarm {
      private final Node node;
      private final HttpClientRequest request;
      private final boolean whole;

      /** Without the time for a new connection, which tells nothing of the next call. */
      private final long began = System.nanoTime();

      private boolean mayAskAnother;
      private volatile boolean late;
      private volatile boolean over;

      Attempt(Node node, HttpClientRequest request, boolean whole) {
        this.node = node;
        this.request = request;
        this.whole = whole;
      }

      void begin() {
        asked.add(request);
        if (winner.get() != null) {
          request.reset();
          node.abandoned();
          return;
        }
        mayAskAnother = again && left.get() > 0 && ring.size() > 1;
        alarms.set(this, mayAskAnother ? began + (deadline - began) / 2 : deadline);
        request.send(body).onComplete(this::answered, this::broken);
      }

      @Override
      void ring() {
        if (mayAskAnother) {
          mayAskAnother = false;
          alarms.set(this, deadline);
          // An answer may just be coming in on another thread, which found no alarm to cancel.
          if (over) {
            alarms.cancel(this);
          } else {
            askAnother(node);
          }
        } else if (!over) {
          late = true;
          request.reset();
        }
      }

      private void broken(Throwable why) {
        over = true;
        alarms.cancel(this);
        if (winner.get() != null || late && !whole) {
          node.abandoned();
        } else {
          node.failed();
        }
        ended(node, late ? Fate.LATE : Fate.BROKEN, again);
      }

      private void answered(HttpClientResponse response) {
        over = true;
        alarms.cancel(this);
        // Nodes say in the body what is wrong with a call: another status is something between.
        if (response.statusCode() != 200) {
          node.failed();
          ended(node, Fate.NONSENSE, false);
          return;
        }
        node.answered(System.nanoTime() - began);
        if (winner.compareAndSet(null, request)) {
          reader.apply(response).onComplete(promise);
          if (asked.size() > 1) {
            asked.stream().filter(other -> other != request).forEach(HttpClientRequest::reset);
          }
        } else {
          request.reset();
        }
      }
    }

    /** That node gave no answer: the next is asked, or one that is being asked is waited for. */
    private void ended(Node than, Fate fate, boolean may) {
      boolean last = underWay.decrementAndGet() == 0;
      if (winner.get() != null) {
        return;
      }
      if (may && System.nanoTime() < deadline && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        attempt(ring.other(than), true);
      } else if (last) {
        promise.tryFail(new UpstreamException(fate));
      }
    }
  }

  /**
   * The whole body, asked for on the event loop that the answer came in on; fails with {@link
   * UpstreamException} if it is longer than {@code max}.
   */
  public static Future<Buffer> body(HttpClientResponse response, int max) {
    Promise<Buffer> promise = Promise.promise();
    Whole whole = new Whole();
    response.handler(
        chunk -> {
          if (!whole.takes(chunk, max)) {
            promise.tryFail(new UpstreamException(Fate.NONSENSE));
            response.request().reset();
          }
        });
    response.exceptionHandler(e -> promise.tryFail(new UpstreamException(Fate.BROKEN)));
    response.endHandler(end -> promise.tryComplete(whole.body));
    return promise.future();
  }

  /** A body as it comes together: most are one chunk, which is taken as it is. */
  private static final class Whole {
    private Buffer body = Buffer.buffer(0);
    private boolean own;

    boolean takes(Buffer chunk, int max) {
      if (body.length() + chunk.length() > max) {
        return false;
      }
      if (body.length() == 0) {
        body = chunk;
      } else {
        body = own ? body : Buffer.buffer().appendBuffer(body);
        own = true;
        body.appendBuffer(chunk);
      }
      return true;
    }
  }

  /** Closes the connections. */
  public Future<Void> close() {
    return client.close();
  }
}
