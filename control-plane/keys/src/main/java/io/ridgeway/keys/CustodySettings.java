package io.ridgeway.keys;

import java.time.Duration;

/**
 * How custody behaves.
 *
 * @param instance which process this is, for the audit
 * @param hold how long an opened data key and a key's record are kept in memory at most; so long
 *     can signing go on without the database, and so long may another instance sign with a key
 *     after it was destroyed
 * @param dataKeysHeld how many opened data keys are held at most
 * @param recordsHeld how many keys' records (ciphertexts) are held at most
 */
public record CustodySettings(String instance, Duration hold, int dataKeysHeld, int recordsHeld) {
  public CustodySettings {
    if (hold.isNegative() || dataKeysHeld < 1 || recordsHeld < 1) {
      throw new IllegalArgumentException("custody holds keys for no negative time, and at least 1");
    }
  }

  /** Five minutes, 1,000 tenants, 20,000 keys. */
  public static CustodySettings of(String instance) {
    return new CustodySettings(instance, Duration.ofMinutes(5), 1_000, 20_000);
  }
}
