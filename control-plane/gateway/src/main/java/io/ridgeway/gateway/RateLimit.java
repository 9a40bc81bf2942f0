package io.ridgeway.gateway;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.ridgeway.gateway.limit.Share;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls per second of one network or one API key: one second's worth may come at once. Of several
 * gateways each has a share, which comes and goes. Thread-safe.
 *
 * <p>Told to callers as <a
 * href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">
 * draft-ietf-httpapi-ratelimit-headers</a> has it.
 */
final class RateLimit {
  private static final long THOUSAND = 1_000;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final String name;
  private final Bucket bucket;
  private volatile int tps;
  private volatile String policy;
  private volatile long thousandths;
  private volatile @Nullable Share share;

  /** All of a network's limit. */
  RateLimit(int tps, Clock clock) {
    this("tps", tps, clock);
  }

  /** All of a limit of that name. */
  RateLimit(String name, int tps, Clock clock) {
    this.name = name;
    this.tps = Math.max(1, tps);
    this.policy = policy(this.tps);
    this.thousandths = this.tps * THOUSAND;
    this.bucket =
        Bucket.builder()
            .addLimit(bandwidth(thousandths))
            .withCustomTimePrecision(time(clock))
            .build();
  }

  /** Only what it is told is this gateway's; it is asked what it lets through. */
  void shared(Share mine) {
    share = mine;
  }

  /** Sets another limit; what was left of it stays. */
  void change(int newTps) {
    int wanted = Math.max(1, newTps);
    if (wanted != tps) {
      tps = wanted;
      policy = policy(wanted);
      if (share == null) {
        amount(wanted * THOUSAND);
      }
    }
  }

  /** So much of it is this gateway's from now on, in thousandths of a call a second. */
  void amount(long now) {
    if (now != thousandths) {
      if (now > 0) {
        // As it is: what moves from one gateway to another must not be full again each time.
        bucket.replaceConfiguration(
            BucketConfiguration.builder().addLimit(bandwidth(now)).build(),
            TokensInheritanceStrategy.AS_IS);
      }
      thousandths = now;
    }
  }

  /** Takes {@code calls} at once, or none of them. */
  ConsumptionProbe take(int calls) {
    Share mine = share;
    if (mine != null) {
      mine.asked(calls);
    }
    long now = thousandths;
    if (now == 0) {
      return ConsumptionProbe.rejected(0, SECOND_NANOS, SECOND_NANOS);
    }
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(calls);
    long room = capacity(now);
    return !probe.isConsumed() && calls > room && calls <= tps && overdraw(calls, room)
        ? ConsumptionProbe.consumed(0, 0)
        : probe;
  }

  /**
   * As many as were bought may come at once wherever they come in, if nothing of the share was used
   * for a second: what is beyond it is waited for afterwards. One after the other, or two would
   * find it unused at once.
   */
  private synchronized boolean overdraw(int calls, long room) {
    boolean unused = bucket.getAvailableTokens() >= room;
    if (unused) {
      bucket.consumeIgnoringRateLimits(calls);
    }
    return unused;
  }

  /** Gives calls back that another limit refused. */
  void giveBack(int calls) {
    bucket.addTokens(calls);
  }

  /** The most calls that can ever be taken at once. */
  int burst() {
    return tps;
  }

  /** The {@code RateLimit-Policy} header. */
  String policy() {
    return policy;
  }

  /** The {@code RateLimit} header. */
  String state(ConsumptionProbe probe) {
    return "\"" + name + "\";r=" + probe.getRemainingTokens() + ";t=1";
  }

  private String policy(int calls) {
    return "\"" + name + "\";q=" + calls + ";w=1";
  }

  private static long capacity(long thousandths) {
    return Math.max(1, thousandths / THOUSAND);
  }

  private static Bandwidth bandwidth(long thousandths) {
    return Bandwidth.builder()
        .capacity(capacity(thousandths))
        .refillGreedy(thousandths, Duration.ofSeconds(THOUSAND))
        .build();
  }

  /** To the millisecond: finer than that no limit is, and the clock needn't make an instant. */
  private static TimeMeter time(Clock clock) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }
}
