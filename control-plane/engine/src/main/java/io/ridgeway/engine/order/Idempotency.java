package io.ridgeway.engine.order;

import io.ridgeway.model.TenantId;
import java.time.Duration;
import java.util.Optional;

/** Remembers which request an Idempotency-Key stood for, and what came of it, for {@link #KEPT}. */
public interface Idempotency {
  /**
   * How long a key is remembered at least. Used again after that it is a new one; a quote is
   * ordered once even so.
   */
  Duration KEPT = Duration.ofHours(24);

  /**
   * Claims the key for this transaction. A second caller waits for the first one's transaction and
   * then sees its outcome.
   *
   * @param digest of the request, so that another one under the same key is noticed
   * @return empty if the key is new; else what stands under it
   */
  Optional<Outcome> claim(TenantId tenant, String key, String digest);

  /** Says what came of it. */
  void settle(TenantId tenant, String key, String resource);

  /**
   * Removes keys that were remembered long enough, oldest first. Called as system.
   *
   * @param most how many, at most
   * @return how many
   */
  int forgetOld(int most);

  /** What stands under a key. */
  record Outcome(String digest, String resource) {}
}
