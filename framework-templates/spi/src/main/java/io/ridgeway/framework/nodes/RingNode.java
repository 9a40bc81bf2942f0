package io.ridgeway.framework.nodes;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** One node and how it fares. Thread-safe; whoever calls it extends it by how it is called. */
public class RingNode {
  /** How much of what was known a new measurement leaves: 3 of 4 parts. */
  private static final int SMOOTHING = 2;

  /** A node that wasn't asked for so long counts as half as slow as it was. */
  private static final long HALF_LIFE_MILLIS = 2_000;

  private final String name;
  private final Clock clock;
  private final Breaker breaker;
  private final AtomicInteger underWay = new AtomicInteger();
  private final LongAdder answers = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile long latencyNanos;
  private volatile long measuredAt;
  private volatile long height = -1;
  private volatile long seenAt;
  private volatile boolean lagging;

  /**
   * One of which nothing is known.
   *
   * @param name what operators call it
   * @param clock steady time, the same as its ring's
   */
  public RingNode(String name, RingRules rules, Clock clock) {
    this.name = name;
    this.clock = clock;
    this.breaker = new Breaker(rules);
  }

  /** What operators call it. */
  public final String name() {
    return name;
  }

  /** Its circuit. */
  public final Breaker breaker() {
    return breaker;
  }

  /** A call is on its way; ends with {@link #answered}, {@link #failed} or {@link #abandoned}. */
  public final void begins() {
    underWay.incrementAndGet();
  }

  /** It answered, after so long. */
  public final void answered(long nanos) {
    underWay.decrementAndGet();
    answers.increment();
    measured(nanos);
    if (!breaker.isSpotless()) {
      breaker.succeeded();
    }
  }

  /** It did what it was asked for, in a time that tells nothing of how fast it is. */
  public final void done() {
    underWay.decrementAndGet();
    answers.increment();
    if (!breaker.isSpotless()) {
      breaker.succeeded();
    }
  }

  /** It couldn't be reached, broke off, or stayed silent. */
  public final void failed() {
    underWay.decrementAndGet();
    failures.increment();
    breaker.failed(clock.millis());
  }

  /** Nothing was learnt of it: the call never left this process. */
  public final void abandoned() {
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
  final long load(long now) {
    long halvings = Math.min(20, Math.max(0, (now - measuredAt) / HALF_LIFE_MILLIS));
    return (latencyNanos >> halvings) * (1L + underWay.get());
  }

  /** The newest block that it told of; -1 before it did. */
  public final long height() {
    return height;
  }

  final void height(long seen) {
    height = seen;
    seenAt = clock.millis();
  }

  /** When it told of that, in milliseconds of its clock. */
  final long seenAt() {
    return seenAt;
  }

  /** Whether it is too far behind the others to be asked. */
  public final boolean isLagging() {
    return lagging;
  }

  final void lagging(boolean is) {
    lagging = is;
  }

  /** Whether calls go there without further thought. */
  final boolean isGood() {
    return breaker.isClosed() && !lagging;
  }

  /** Whether its circuit is open or only a probe goes through. */
  public final boolean isOut() {
    return !breaker.isClosed();
  }

  /** Its smoothed latency in nanoseconds; 0 before its first answer. */
  public final long latencyNanos() {
    return latencyNanos;
  }

  /** Calls that wait for its answer. */
  public final int underWay() {
    return underWay.get();
  }

  /** Calls that it answered since it is known. */
  public final long answers() {
    return answers.sum();
  }

  /** Calls that it left unanswered since it is known. */
  public final long failures() {
    return failures.sum();
  }
}
