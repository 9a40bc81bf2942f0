package io.ridgeway.model.meter;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.StringJoiner;

/**
 * What one API key may do at most; what is empty is limited by the network's own limit alone.
 *
 * @param tps calls a second, 1 to 1,000,000
 * @param daily calls a day (UTC), 1 to 1,000,000,000,000
 * @param concurrent calls under way at once, 1 to 10,000
 * @param bytes of one body, 1 to 1,048,576
 */
public record CallLimits(
    OptionalInt tps, OptionalLong daily, OptionalInt concurrent, OptionalInt bytes) {
  public static final int MOST_TPS = 1_000_000;
  public static final long MOST_DAILY = 1_000_000_000_000L;
  public static final int MOST_CONCURRENT = 10_000;
  public static final int MOST_BYTES = 1 << 20;

  /** None of its own. */
  public static final CallLimits NONE =
      new CallLimits(
          OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty());

  /** Throws {@link IllegalArgumentException}, which says which one is out of bounds. */
  public CallLimits {
    check("tps", tps.isPresent() ? tps.getAsInt() : 1, MOST_TPS);
    check("daily", daily.orElse(1), MOST_DAILY);
    check("concurrent", concurrent.isPresent() ? concurrent.getAsInt() : 1, MOST_CONCURRENT);
    check("bytes", bytes.isPresent() ? bytes.getAsInt() : 1, MOST_BYTES);
  }

  /** Whether nothing is limited. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** For people and records, such as {@code 5 calls a second, 1000 a day}, or {@code none}. */
  public String text() {
    StringJoiner text = new StringJoiner(", ").setEmptyValue("none");
    tps.ifPresent(n -> text.add(n + " calls a second"));
    daily.ifPresent(n -> text.add(n + " calls a day"));
    concurrent.ifPresent(n -> text.add(n + " calls at once"));
    bytes.ifPresent(n -> text.add(n + " bytes a call"));
    return text.toString();
  }

  private static void check(String name, long value, long most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          name + " must be from 1 to " + most + ", or left out for no limit of its own");
    }
  }
}
