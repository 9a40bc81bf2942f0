package io.ridgeway.model.key;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A policy as the books hold it, and as its key's ciphertext is bound to it: one line for each
 * rule, in one order, so that equal policies have equal texts. No limits are the empty text.
 */
public final class KeyPolicyText {
  private static final String CONTRACTS = "contracts";
  private static final String FUNCTIONS = "functions";
  private static final String PER_SECOND = "per-second";
  private static final String PER_MINUTE = "per-minute";
  private static final String PER_DAY = "per-day";
  private static final String VALUE = "value";
  private static final String VALUE_PER_DAY = "value-per-day";
  private static final String HOURS = "hours";
  private static final Set<String> KNOWN =
      Set.of(CONTRACTS, FUNCTIONS, PER_SECOND, PER_MINUTE, PER_DAY, VALUE, VALUE_PER_DAY, HOURS);

  private KeyPolicyText() {}

  /** Writes it. */
  public static String write(KeyPolicy policy) {
    StringBuilder text = new StringBuilder();
    line(text, CONTRACTS, String.join(" ", policy.contracts()));
    line(text, FUNCTIONS, String.join(" ", policy.functions()));
    line(text, PER_SECOND, number(policy.rate().perSecond()));
    line(text, PER_MINUTE, number(policy.rate().perMinute()));
    line(text, PER_DAY, number(policy.rate().perDay()));
    line(text, VALUE, policy.valueMost().map(BigInteger::toString).orElse(""));
    line(text, VALUE_PER_DAY, policy.valuePerDayMost().map(BigInteger::toString).orElse(""));
    line(text, HOURS, policy.hours().map(KeyHours::toString).orElse(""));
    return text.toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static KeyPolicy read(String text) {
    if (text.isEmpty()) {
      return KeyPolicy.NONE;
    }
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      int space = line.indexOf(' ');
      if (space < 0
          || !KNOWN.contains(line.substring(0, space))
          || lines.put(line.substring(0, space), line.substring(space + 1)) != null) {
        throw altered();
      }
    }
    KeyPolicy policy =
        new KeyPolicy(
            names(Optional.ofNullable(lines.get(CONTRACTS))),
            names(Optional.ofNullable(lines.get(FUNCTIONS))),
            new KeyPolicy.Rate(
                count(Optional.ofNullable(lines.get(PER_SECOND))),
                count(Optional.ofNullable(lines.get(PER_MINUTE))),
                count(Optional.ofNullable(lines.get(PER_DAY)))),
            Optional.ofNullable(lines.get(VALUE)).map(BigInteger::new),
            Optional.ofNullable(lines.get(VALUE_PER_DAY)).map(BigInteger::new),
            Optional.ofNullable(lines.get(HOURS)).map(KeyHours::parse));
    if (!write(policy).equals(text)) {
      throw altered();
    }
    return policy;
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(name).append(' ').append(value).append('\n');
    }
  }

  private static String number(OptionalInt number) {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "";
  }

  private static OptionalInt count(Optional<String> text) {
    return text.stream().mapToInt(Integer::parseInt).findFirst();
  }

  private static Set<String> names(Optional<String> text) {
    return text.map(all -> Set.of(all.split(" "))).orElse(Set.of());
  }

  private static IllegalArgumentException altered() {
    return new IllegalArgumentException("this is no key's policy");
  }
}
