package io.ridgeway.gateway;

import io.github.bucket4j.ConsumptionProbe;
import io.ridgeway.gateway.limit.DailyQuota;
import io.ridgeway.model.meter.CallLimits;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one API key, where it has any of its own. Thread-safe.
 *
 * <p>Names of policies: {@code key-tps}, {@code key-day}, {@code key-concurrent}.
 */
final class KeyGate {
  private final CallLimits limits;
  private final @Nullable RateLimit rate;
  private final @Nullable DailyQuota day;
  private final IntSupplier members;
  private final AtomicInteger underWay;

  /**
   * A gate.
   *
   * @param members how many gateways there are: calls under way are divided among them
   */
  KeyGate(
      CallLimits limits, @Nullable RateLimit rate, @Nullable DailyQuota day, IntSupplier members) {
    this(limits, rate, day, members, new AtomicInteger());
  }

  private KeyGate(
      CallLimits limits,
      @Nullable RateLimit rate,
      @Nullable DailyQuota day,
      IntSupplier members,
      AtomicInteger underWay) {
    this.limits = limits;
    this.rate = rate;
    this.day = day;
    this.members = members;
    this.underWay = underWay;
  }

  /** The same key's with other limits; the calls that are under way stay so. */
  KeyGate with(CallLimits others, @Nullable RateLimit otherRate, @Nullable DailyQuota otherDay) {
    return new KeyGate(others, otherRate, otherDay, members, underWay);
  }

  CallLimits limits() {
    return limits;
  }

  @Nullable RateLimit rate() {
    return rate;
  }

  @Nullable DailyQuota day() {
    return day;
  }

  /** The longest body that it takes. */
  int bytes(int most) {
    return Math.min(most, limits.bytes().orElse(most));
  }

  /** A call comes in; each that was let in leaves once. */
  boolean enter() {
    if (limits.concurrent().isEmpty()) {
      return true;
    }
    if (underWay.incrementAndGet() > mine()) {
      underWay.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Whether another call that takes a place would be kept out now. */
  boolean isFull() {
    return limits.concurrent().isPresent() && underWay.get() >= mine();
  }

  void leave() {
    if (limits.concurrent().isPresent()) {
      underWay.decrementAndGet();
    }
  }

  /** This gateway's part of the calls under way, at least one. */
  private int mine() {
    return Math.max(1, limits.concurrent().orElse(1) / Math.max(1, members.getAsInt()));
  }

  /** What keeps so many calls out; null, and they are taken, if nothing does. */
  @Nullable Limited take(int calls) {
    ConsumptionProbe probe = null;
    if (rate != null) {
      probe = rate.take(calls);
      if (!probe.isConsumed()) {
        return Limited.rate(rate, probe, calls);
      }
    }
    if (day != null && !day.take(calls)) {
      if (rate != null) {
        rate.giveBack(calls);
      }
      return Limited.day(day);
    }
    return null;
  }

  /** The network's limit refused them after all. */
  void giveBack(int calls) {
    if (rate != null) {
      rate.giveBack(calls);
    }
    if (day != null) {
      day.giveBack(calls);
    }
  }

  /** What is added to the {@code RateLimit-Policy} header. */
  String policies() {
    StringBuilder text = new StringBuilder();
    if (rate != null) {
      text.append(", ").append(rate.policy());
    }
    if (day != null) {
      text.append(", \"key-day\";q=").append(day.quota()).append(";w=86400");
    }
    limits.concurrent().ifPresent(n -> text.append(", \"key-concurrent\";q=").append(n));
    return text.toString();
  }

  /** What is added to the {@code RateLimit} header. */
  String states() {
    return day == null
        ? ""
        : ", \"key-day\";r=" + day.remaining() + ";t=" + day.secondsToMidnight();
  }

  /** Too many calls are under way. */
  Limited crowded() {
    return new Limited(
        "\"key-concurrent\";r=0;t=1",
        "Over the API key's own limit, nothing was done: as many of its calls are under way at this"
            + " gateway as may be at once: "
            + mine()
            + ", its part of "
            + limits.concurrent().orElse(0)
            + ". Send it again when another one is answered.",
        1);
  }
}
