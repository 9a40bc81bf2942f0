package io.ridgeway.model.key;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Counts one key's uses in whole seconds, minutes and days (UTC), and what they paid in a day. What
 * is refused counts for nothing. Not thread-safe.
 */
public final class KeyCounter {
  private final Window second = new Window(ChronoUnit.SECONDS);
  private final Window minute = new Window(ChronoUnit.MINUTES);
  private final Window day = new Window(ChronoUnit.DAYS);
  private BigInteger paid = BigInteger.ZERO;

  /**
   * Lets one use through and counts it, or says which rule is against it.
   *
   * @return a sentence for the caller; empty if it was let through
   */
  public Optional<String> take(KeyPolicy policy, KeyUse use, Instant now) {
    second.move(now);
    minute.move(now);
    if (day.move(now)) {
      paid = BigInteger.ZERO;
    }
    KeyPolicy.Rate rate = policy.rate();
    Optional<String> full =
        second
            .full(rate.perSecond(), "second")
            .or(() -> minute.full(rate.perMinute(), "minute"))
            .or(() -> day.full(rate.perDay(), "day"));
    if (full.isPresent()) {
      return full;
    }
    BigInteger then = paid.add(use.value());
    if (policy.valuePerDayMost().isPresent()
        && use.value().signum() > 0
        && then.compareTo(policy.valuePerDayMost().get()) > 0) {
      return Optional.of(
          "its policy lets a day (UTC) pay "
              + policy.valuePerDayMost().get()
              + " at most; "
              + paid
              + " was paid today.");
    }
    second.count++;
    minute.count++;
    day.count++;
    paid = then;
    return Optional.empty();
  }

  private static final class Window {
    private final ChronoUnit unit;
    private Instant since = Instant.MIN;
    private int count;

    private Window(ChronoUnit unit) {
      this.unit = unit;
    }

    /** Whether another one has begun; a clock that goes back begins none. */
    private boolean move(Instant now) {
      Instant begun = now.truncatedTo(unit);
      boolean moves = begun.isAfter(since);
      if (moves) {
        since = begun;
        count = 0;
      }
      return moves;
    }

    private Optional<String> full(OptionalInt most, String name) {
      return most.isPresent() && count >= most.getAsInt()
          ? Optional.of(
              "its policy lets it be used " + most.getAsInt() + " times a " + name + " at most.")
          : Optional.empty();
    }
  }
}
