package io.ridgeway.engine.order;

import io.ridgeway.model.TenantId;
import java.util.Optional;

/** Remembers which request an Idempotency-Key stood for, and what came of it. */
public interface Idempotency {
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

  /** What stands under a key. */
  record Outcome(String digest, String resource) {}
}
