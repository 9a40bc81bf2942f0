package io.ridgeway.gateway;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The bought calls per second of one network: one second's worth may come at once. Thread-safe.
 *
 * <p>Told to callers as <a
 * href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">
 * draft-ietf-httpapi-ratelimit-headers</a> has it.
 */
final class RateLimit {
  private final Bucket bucket;
  private volatile int tps;
  private volatile String policy;

  RateLimit(int tps, Clock clock) {
    this.tps = Math.max(1, tps);
    this.policy = policy(this.tps);
    this.bucket =
        Bucket.builder().addLimit(bandwidth(this.tps)).withCustomTimePrecision(time(clock)).build();
  }

  /** Sets another limit; how full it was, it stays in proportion. */
  void change(int newTps) {
    int wanted = Math.max(1, newTps);
    if (wanted != tps) {
      tps = wanted;
      policy = policy(wanted);
      bucket.replaceConfiguration(
          BucketConfiguration.builder().addLimit(bandwidth(wanted)).build(),
          TokensInheritanceStrategy.PROPORTIONALLY);
    }
  }

  /** Takes {@code calls} at once, or none of them. */
  ConsumptionProbe take(int calls) {
    return bucket.tryConsumeAndReturnRemaining(calls);
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
  static String state(ConsumptionProbe probe) {
    return "\"tps\";r=" + probe.getRemainingTokens() + ";t=1";
  }

  private static String policy(int tps) {
    return "\"tps\";q=" + tps + ";w=1";
  }

  private static Bandwidth bandwidth(int tps) {
    return Bandwidth.builder().capacity(tps).refillGreedy(tps, Duration.ofSeconds(1)).build();
  }

  private static TimeMeter time(Clock clock) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }
}
