package io.ridgeway.model.key;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a key may be used for within its purpose and its network. What isn't said isn't limited.
 *
 * <p>Reading blocks, transactions and events is held to the hours only.
 *
 * @param contracts which may be called; all if empty. With some, nothing can be deployed
 * @param functions which may be called, as {@link #function} writes them; all if empty
 * @param rate how many uses are let through in each second, minute and day (UTC)
 * @param valueMost the most that one transaction may pay, in the ledger's smallest unit
 * @param valuePerDayMost the most that all of one day (UTC) may pay together
 * @param hours when; always if empty
 */
public record KeyPolicy(
    Set<String> contracts,
    Set<String> functions,
    Rate rate,
    Optional<BigInteger> valueMost,
    Optional<BigInteger> valuePerDayMost,
    Optional<KeyHours> hours) {
  /** No limits. */
  public static final KeyPolicy NONE =
      new KeyPolicy(
          Set.of(), Set.of(), Rate.NONE, Optional.empty(), Optional.empty(), Optional.empty());

  /** How many contracts, and how many functions, can be listed. */
  public static final int MOST_NAMES = 50;

  private static final Pattern ADDRESS = Pattern.compile("0[xX][0-9a-fA-F]{40}");
  private static final Pattern NAME = Pattern.compile("[!-~]{1,256}");
  private static final Pattern SIGNATURE = Pattern.compile("\\s*[A-Za-z_$][\\w$]*\\s*\\(.*\\)\\s*");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final String RETURNS = ")returns(";
  private static final BigInteger VALUE_MOST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  /** How often; what is empty isn't limited. */
  public record Rate(OptionalInt perSecond, OptionalInt perMinute, OptionalInt perDay) {
    /** No limit. */
    public static final Rate NONE =
        new Rate(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    private static final int MOST = 1_000_000_000;

    public Rate {
      check("per second", perSecond);
      check("per minute", perMinute);
      check("per day", perDay);
    }

    private static void check(String name, OptionalInt count) {
      if (count.isPresent() && (count.getAsInt() < 1 || count.getAsInt() > MOST)) {
        throw new IllegalArgumentException(
            "the rate " + name + " is 1 to " + MOST + ", or left out");
      }
    }
  }

  public KeyPolicy {
    contracts = names("contracts", contracts, true);
    functions = names("functions", functions, false);
    checkValue("a transaction's value", valueMost);
    checkValue("a day's value", valuePerDayMost);
  }

  /** A contract as it is compared: an address in lower case, every other name as it is. */
  public static String contract(String name) {
    return ADDRESS.matcher(name).matches() ? name.toLowerCase(Locale.ROOT) : name;
  }

  /**
   * A function as it is compared: a whole signature without spaces and what it returns, every other
   * name as it is, since to a ledger one with a space in it is another one.
   */
  public static String function(String name) {
    if (!SIGNATURE.matcher(name).matches()) {
      return name;
    }
    String signature = SPACE.matcher(name).replaceAll("");
    int returns = signature.indexOf(RETURNS);
    return returns < 0 ? signature : signature.substring(0, returns + 1);
  }

  /** Whether nothing is limited. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** Whether it limits what is paid. */
  public boolean limitsValue() {
    return valueMost.isPresent() || valuePerDayMost.isPresent();
  }

  /** Whether rates or a day's value are counted. */
  public boolean counts() {
    return !rate.equals(Rate.NONE) || valuePerDayMost.isPresent();
  }

  /**
   * Which rule is against that use, as far as one use alone shows: rates and a day's value are
   * counted by the gateways.
   *
   * @return a sentence for the caller; empty if none is
   */
  public Optional<String> against(KeyUse use, Instant now) {
    if (hours.isPresent() && !hours.get().holds(now)) {
      return Optional.of("its policy lets it be used only at these hours: " + hours.get() + ".");
    }
    if (use.kind() == KeyUse.Kind.READING) {
      return Optional.empty();
    }
    if (!contracts.isEmpty() && !contracts.contains(use.contract())) {
      return Optional.of(
          use.contract().isEmpty()
              ? "its policy lists contracts, so it deploys none."
              : "its policy doesn't list the contract " + use.contract() + ".");
    }
    if (!functions.isEmpty() && !functions.contains(use.function())) {
      return Optional.of(
          use.function().isEmpty()
              ? "its policy lists functions, and none is called."
              : "its policy doesn't list the function " + use.function() + ".");
    }
    if (valueMost.isPresent() && use.value().compareTo(valueMost.get()) > 0) {
      return Optional.of(
          "its policy lets a transaction pay "
              + valueMost.get()
              + " at most, not "
              + use.value()
              + ".");
    }
    return Optional.empty();
  }

  private static Set<String> names(String what, Set<String> given, boolean contracts) {
    Set<String> names = new TreeSet<>();
    for (String name : given) {
      String known = contracts ? contract(name) : function(name.strip());
      if (!NAME.matcher(known).matches()) {
        throw new IllegalArgumentException(
            "each of the " + what + " has 1 to 256 characters of ASCII, without spaces");
      }
      names.add(known);
    }
    if (names.size() > MOST_NAMES) {
      throw new IllegalArgumentException("at most " + MOST_NAMES + " " + what + " can be listed");
    }
    return java.util.Collections.unmodifiableSet(names);
  }

  private static void checkValue(String what, Optional<BigInteger> value) {
    if (value.isPresent() && (value.get().signum() < 0 || value.get().compareTo(VALUE_MOST) > 0)) {
      throw new IllegalArgumentException(what + " is 0 to 2^256 - 1, or left out");
    }
  }
}
