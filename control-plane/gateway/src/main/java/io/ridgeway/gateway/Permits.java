package io.ridgeway.gateway;

import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets managed keys be used as far as what was decided about them goes, and counts what they may do
 * only so often. Custody asks the same policy once more, but doesn't count. Thread-safe.
 *
 * <p>What was let through counts, whether it comes to a signature or not: a limit on uses is never
 * gone over. All gateways count together.
 */
final class Permits {
  private final Clock clock;
  private final KeyRates rates;

  Permits(KeyRates rates, Clock clock) {
    this.rates = rates;
    this.clock = clock;
  }

  /**
   * Returns if the key may be used so.
   *
   * @param use asked for only where a policy limits it
   * @throws Refusal {@code FORBIDDEN} with what is against it, {@code TOO_MANY_REQUESTS} if it is a
   *     limit that ends with its second, minute or day
   */
  void admit(KeptKey kept, Supplier<KeyUse> use) {
    kept.requireInForce();
    KeyPolicy policy = kept.policy();
    if (policy.isNone()) {
      return;
    }
    KeyUse wanted = use.get();
    Instant now = clock.instant();
    refuse(kept, ProblemType.FORBIDDEN, policy.against(wanted, now));
    if (policy.counts() && wanted.kind() != KeyUse.Kind.READING) {
      refuse(kept, ProblemType.TOO_MANY_REQUESTS, rates.take(kept.key().id(), wanted.value()));
    }
  }

  private static void refuse(KeptKey kept, ProblemType type, Optional<String> against) {
    if (against.isPresent()) {
      throw new Refusal(
          type,
          "Key "
              + kept.key().name()
              + " ("
              + kept.key().id()
              + ") wasn't used, nothing was done: "
              + against.get());
    }
  }
}
