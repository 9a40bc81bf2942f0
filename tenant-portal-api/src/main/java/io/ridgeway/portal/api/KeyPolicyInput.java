package io.ridgeway.portal.api;

import io.ridgeway.model.key.KeyHours;
import io.ridgeway.model.key.KeyPolicy;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key's policy as it is wanted; what is left out isn't limited.
 *
 * @param contracts names or addresses, 50 at most
 * @param functions names, or of Ethereum signatures or selectors; 50 at most
 * @param valueMost in the ledger's smallest unit, in digits
 * @param valuePerDayMost the same for all of one day (UTC)
 * @param hours {@code Europe/Berlin MON,TUE,WED 08:00 18:30}
 */
@Schema(name = "KeyPolicyInput")
public record KeyPolicyInput(
    @Nullable List<@Nullable String> contracts,
    @Nullable List<@Nullable String> functions,
    @Nullable Integer perSecond,
    @Nullable Integer perMinute,
    @Nullable Integer perDay,
    @Nullable String valueMost,
    @Nullable String valuePerDayMost,
    @Nullable String hours) {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,78}");

  KeyPolicy policy() {
    KeyPolicy.Rate rate =
        Input.at(
            "rate", () -> new KeyPolicy.Rate(count(perSecond), count(perMinute), count(perDay)));
    Optional<BigInteger> most = value("valueMost", valueMost);
    Optional<BigInteger> day = value("valuePerDayMost", valuePerDayMost);
    Optional<KeyHours> when =
        Input.at("hours", () -> Optional.ofNullable(hours).map(KeyHours::parse));
    return Input.at(
        "policy", () -> new KeyPolicy(names(contracts), names(functions), rate, most, day, when));
  }

  private static Set<String> names(@Nullable List<@Nullable String> given) {
    Set<String> names = new HashSet<>();
    if (given != null) {
      given.stream().map(name -> Objects.requireNonNullElse(name, "")).forEach(names::add);
    }
    return names;
  }

  private static OptionalInt count(@Nullable Integer count) {
    return count == null ? OptionalInt.empty() : OptionalInt.of(count);
  }

  private static Optional<BigInteger> value(String field, @Nullable String text) {
    return Input.at(
        field,
        () -> {
          if (text != null && !DIGITS.matcher(text).matches()) {
            throw new IllegalArgumentException(field + " is a number in digits");
          }
          return Optional.ofNullable(text).map(BigInteger::new);
        });
  }
}
