package io.ridgeway.model.key;

import io.ridgeway.model.TenantId;

/**
 * Seals small secrets that a tenant shares with others, as those that its webhooks are signed with:
 * encrypted with its data key, and bound to what they are for.
 */
public interface TenantSecrets {
  /**
   * The secret, encrypted; Base64. Called within a transaction that may write.
   *
   * @param use what it is for: sealed for one use, it opens for no other
   */
  String seal(TenantId tenant, String use, byte[] secret);

  /** The secret again; the caller zeroes it after use. */
  byte[] open(TenantId tenant, String use, String sealed);
}
