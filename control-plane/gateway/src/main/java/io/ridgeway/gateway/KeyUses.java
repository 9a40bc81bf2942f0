package io.ridgeway.gateway;

import io.ridgeway.gateway.limit.DailyQuota;
import io.ridgeway.gateway.limit.Window;
import io.ridgeway.model.key.KeyPolicy;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What one managed key may do only so often and pay only so much in a day. What is refused counts
 * for nothing. Thread-safe.
 *
 * @param second uses a second, where the policy limits them; and so on
 * @param value what a day pays, in {@link #unit}s
 */
record KeyUses(
    KeyPolicy policy,
    @Nullable Window second,
    @Nullable Window minute,
    @Nullable DailyQuota day,
    @Nullable DailyQuota value) {
  /** A day's value is counted in 60 bits: what is larger, in units of a power of two. */
  private static final int BITS = 60;

  /** In what the value of a day is counted. */
  static BigInteger unit(KeyPolicy policy) {
    int beyond = policy.valuePerDayMost().map(BigInteger::bitLength).orElse(0) - BITS;
    return BigInteger.ONE.shiftLeft(Math.max(0, beyond));
  }

  /** So many units, one that is begun included. */
  static long units(BigInteger value, BigInteger unit) {
    return value.add(unit).subtract(BigInteger.ONE).divide(unit).longValueExact();
  }

  /**
   * Lets one use through and counts it, or says which rule is against it.
   *
   * @param pays in the ledger's smallest unit
   */
  Optional<String> take(BigInteger pays) {
    if (second != null && !second.take()) {
      return Optional.of(full(second));
    }
    Optional<String> against = beyondSecond(pays);
    if (against.isPresent() && second != null) {
      second.giveBack();
    }
    return against;
  }

  private Optional<String> beyondSecond(BigInteger pays) {
    if (minute != null && !minute.take()) {
      return Optional.of(full(minute));
    }
    Optional<String> against = beyondMinute(pays);
    if (against.isPresent() && minute != null) {
      minute.giveBack();
    }
    return against;
  }

  private Optional<String> beyondMinute(BigInteger pays) {
    if (day != null && !day.take(1)) {
      return Optional.of(full(day, policy.rate().perDay()));
    }
    Optional<String> against = pay(pays);
    if (against.isPresent() && day != null) {
      day.giveBack(1);
    }
    return against;
  }

  private Optional<String> pay(BigInteger pays) {
    if (value == null || pays.signum() == 0) {
      return Optional.empty();
    }
    BigInteger most = policy.valuePerDayMost().orElseThrow();
    if (pays.compareTo(most) > 0) {
      return Optional.of("its policy lets a day (UTC) pay " + most + " at most, not " + pays + ".");
    }
    long units = units(pays, unit(policy));
    return value.take(units)
        ? Optional.empty()
        : Optional.of(
            "its policy lets a day (UTC) pay "
                + most
                + " at most; "
                + (!value.isKnown() || value.remaining() >= units
                    ? "that is being divided among the gateways: send it again in a second."
                    : unit(policy).multiply(BigInteger.valueOf(value.remaining()))
                        + " of it can be paid here now."));
  }

  private static String full(Window window) {
    String unit = window.unit().name().toLowerCase(Locale.ROOT);
    return often(window.most(), unit.substring(0, unit.length() - 1))
        + (window.isDivided() ? ", all gateways together, and this one has used its share." : ".");
  }

  private static String full(DailyQuota day, OptionalInt most) {
    return often(most.orElse(0), "day")
        + (!day.isKnown() || day.remaining() > 0
            ? ", and they are being divided among the gateways: send it again in a second."
            : ".");
  }

  private static String often(int most, String unit) {
    return "its policy lets it be used " + most + " times a " + unit + " at most";
  }
}
