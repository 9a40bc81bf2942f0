package io.ridgeway.gateway.upstream;

import io.ridgeway.model.place.HostPort;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** One node and how it fares. Thread-safe; made by its {@link NodeRing}. */
public final class Node {
  /** How much of what was known a new measurement leaves: 3 of 4 parts. */
  private static final int SMOOTHING = 2;

  /** A node that wasn't asked for so long counts as half as slow as it was. */
  private static final long HALF_LIFE_MILLIS = 2_000;

  private static final MultiMap HEADERS =
      HttpHeaders.set(HttpHeaders.CONTENT_TYPE, HttpHeaders.createOptimized("application/json"));

  private final String name;
  private final Clock clock;
  private final Breaker breaker;
  private final RequestOptions options;
  private final AtomicInteger underWay = new AtomicInteger();
  private final LongAdder answers = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile long latencyNanos;
  private volatile long measuredAt;
  private volatile long height = -1;
  private volatile boolean lagging;

  Node(String name, HostPort at, Duration connect, RingRules rules, Clock clock) {
    this.name = name;
    this.clock = clock;
    this.breaker = new Breaker(rules);
    this.options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(at.host())
            .setPort(at.port())
            // Else it would be read anew for each call.
            .setServer(SocketAddress.inetSocketAddress(at.port(), at.host()))
            .setURI("/")
            .setConnectTimeout(connect.toMillis())
            .setHeaders(HEADERS);
  }

  /** What operators call it. */
  public String name() {
    return name;
  }

  /** How it is asked; not to be changed. */
  RequestOptions options() {
    return options;
  }

  Breaker breaker() {
    return breaker;
  }

  /** A call is on its way; ends with {@link #answered}, {@link #failed} or {@link #abandoned}. */
  void begins() {
    underWay.incrementAndGet();
  }

  /** It answered, after so long. */
  void answered(long nanos) {
    underWay.decrementAndGet();
    answers.increment();
    measured(nanos);
    if (!breaker.isSpotless()) {
      breaker.succeeded();
    }
  }

  /** It couldn't be reached, broke off, or stayed silent. */
  void failed() {
    underWay.decrementAndGet();
    failures.increment();
    breaker.failed(clock.millis());
  }

  /** Nothing was learnt of it: the call never left this process. */
  void abandoned() {
    underWay.decrementAndGet();
    breaker.abandoned();
  }

  private void measured(long nanos) {
    long before = latencyNanos;
    // Two threads at once may lose one measurement of many.
    latencyNanos = before == 0 ? Math.max(1, nanos) : before + ((nanos - before) >> SMOOTHING);
    measuredAt = clock.millis();
  }

  /** How long a call would probably take, in nanoseconds; 0 while nothing is known. */
  long load(long now) {
    long halvings = Math.min(20, Math.max(0, (now - measuredAt) / HALF_LIFE_MILLIS));
    return (latencyNanos >> halvings) * (1L + underWay.get());
  }

  /** The newest block that it told of; -1 before it did. */
  public long height() {
    return height;
  }

  void height(long seen) {
    height = seen;
  }

  /** Whether it is too far behind the others to be asked. */
  public boolean isLagging() {
    return lagging;
  }

  void lagging(boolean is) {
    lagging = is;
  }

  /** Whether calls go there without further thought. */
  boolean isGood() {
    return breaker.isClosed() && !lagging;
  }

  /** Whether its circuit is open or only a probe goes through. */
  public boolean isOut() {
    return !breaker.isClosed();
  }

  /** Its smoothed latency in nanoseconds; 0 before its first answer. */
  public long latencyNanos() {
    return latencyNanos;
  }

  /** Calls that wait for its answer. */
  public int underWay() {
    return underWay.get();
  }

  /** Calls that it answered since the ring was made. */
  public long answers() {
    return answers.sum();
  }

  /** Calls that it left unanswered since the ring was made. */
  public long failures() {
    return failures.sum();
  }
}
