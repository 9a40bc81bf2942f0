package io.ridgeway.gateway;

import io.ridgeway.gateway.limit.DailyQuota;
import io.ridgeway.gateway.limit.DayLedger;
import io.ridgeway.gateway.limit.Window;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyPolicy;
import java.math.BigInteger;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the uses of managed keys whose policies limit them, with the other gateways: rates of
 * seconds and minutes by shares, those of days and what a day pays by what was taken of it
 * beforehand. Thread-safe; changed by {@link Networks} only.
 */
final class KeyRates {
  private static final String CHANGING =
      "its policy is just being changed. Send the call again in a second.";

  private final Limits limits;
  private final Map<KeyId, KeyUses> uses = new ConcurrentHashMap<>();

  KeyRates(Limits limits) {
    this.limits = limits;
  }

  /**
   * Lets a key be used once and counts that, or says which rule is against it.
   *
   * @param value what it pays, in the ledger's smallest unit
   * @return a sentence for the caller; empty if it was let through
   */
  Optional<String> take(KeyId key, BigInteger value) {
    KeyUses counted = uses.get(key);
    return counted == null ? Optional.of(CHANGING) : counted.take(value);
  }

  /** What the policies of a route's keys count from now on; before calls go by that route. */
  void hear(NetworkRoute route) {
    route
        .kept()
        .forEach(
            (id, kept) -> {
              KeyUses before = uses.get(id);
              if (kept.policy().counts()
                  && (before == null || !before.policy().equals(kept.policy()))) {
                uses.put(id, made(route.tenant(), kept, before));
              }
            });
  }

  /** Keys that a route no longer has, or whose policies no longer count. */
  void forget(NetworkRoute before, @Nullable NetworkRoute now) {
    before
        .kept()
        .keySet()
        .forEach(
            id -> {
              KeptKey kept = now == null ? null : now.kept().get(id);
              KeyUses gone = kept != null && kept.policy().counts() ? null : uses.remove(id);
              if (gone != null) {
                limits.forget(gone.second());
                limits.forget(gone.minute());
                limits.forget(gone.day());
                limits.forget(gone.value());
              }
            });
  }

  /** Of what was limited before and still is, all stays that was counted. */
  private KeyUses made(TenantId tenant, KeptKey kept, @Nullable KeyUses before) {
    KeyPolicy policy = kept.policy();
    KeyId id = kept.key().id();
    return new KeyUses(
        policy,
        window(id, ChronoUnit.SECONDS, policy.rate().perSecond(), was(before, KeyUses::second)),
        window(id, ChronoUnit.MINUTES, policy.rate().perMinute(), was(before, KeyUses::minute)),
        quota(
            policy.rate().perDay().isEmpty()
                ? Optional.empty()
                : Optional.of(BigInteger.valueOf(policy.rate().perDay().getAsInt())),
            DayLedger.Subject.uses(tenant, id),
            1,
            was(before, KeyUses::day)),
        quota(
            policy.valuePerDayMost(),
            DayLedger.Subject.value(tenant, id, KeyUses.unit(policy)),
            payment(policy),
            was(before, KeyUses::value)));
  }

  private interface Part<T> {
    @Nullable T of(KeyUses uses);
  }

  private static <T> @Nullable T was(@Nullable KeyUses before, Part<T> part) {
    return before == null ? null : part.of(before);
  }

  private @Nullable Window window(
      KeyId id, ChronoUnit unit, OptionalInt rate, @Nullable Window before) {
    if (rate.isEmpty()) {
      limits.forget(before);
      return null;
    }
    if (before == null) {
      return limits.window(id.value() + "/" + unit.name().charAt(0), unit, rate.getAsInt());
    }
    limits.change(before, rate.getAsInt());
    return before;
  }

  private @Nullable DailyQuota quota(
      Optional<BigInteger> most,
      DayLedger.Subject subject,
      long atHand,
      @Nullable DailyQuota before) {
    if (most.isEmpty()) {
      limits.forget(before);
      return null;
    }
    long units = KeyUses.units(most.get(), subject.unit());
    if (before != null && before.subject().equals(subject) && before.atHand() == atHand) {
      before.change(units);
      return before;
    }
    limits.forget(before);
    return limits.quota(subject, units, atHand);
  }

  /** So much of a day's value should be at hand: the largest payment, if it is known. */
  private static long payment(KeyPolicy policy) {
    BigInteger most = policy.valuePerDayMost().orElse(BigInteger.ZERO);
    return KeyUses.units(
        policy.valueMost().map(most::min).orElse(most.divide(BigInteger.TEN)),
        KeyUses.unit(policy));
  }
}
