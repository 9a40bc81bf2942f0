package io.ridgeway.portal.view;

import io.ridgeway.model.key.KeyHours;
import io.ridgeway.model.key.KeyPolicy;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a key may be used for; what is absent isn't limited.
 *
 * @param contracts names or addresses
 * @param functions as the ledger knows them: of Ethereum {@code 0x} and 8 hex digits
 * @param perDay days are UTC's, here and for the value
 * @param valueMost in the ledger's smallest unit, in digits
 * @param hours {@code Europe/Berlin MON,TUE,WED 08:00 18:30}
 */
public record KeyPolicyView(
    List<String> contracts,
    List<String> functions,
    @Nullable Integer perSecond,
    @Nullable Integer perMinute,
    @Nullable Integer perDay,
    @Nullable String valueMost,
    @Nullable String valuePerDayMost,
    @Nullable String hours) {
  public static KeyPolicyView of(KeyPolicy p) {
    return new KeyPolicyView(
        List.copyOf(p.contracts()),
        List.copyOf(p.functions()),
        count(p.rate().perSecond()),
        count(p.rate().perMinute()),
        count(p.rate().perDay()),
        text(p.valueMost()),
        text(p.valuePerDayMost()),
        p.hours().map(KeyHours::toString).orElse(null));
  }

  private static @Nullable Integer count(OptionalInt count) {
    return count.isPresent() ? count.getAsInt() : null;
  }

  private static @Nullable String text(Optional<BigInteger> value) {
    return value.map(BigInteger::toString).orElse(null);
  }
}
