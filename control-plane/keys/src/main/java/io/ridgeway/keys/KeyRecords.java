package io.ridgeway.keys;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where custody's keys are kept. Every method but {@link #findCommitted} takes part in the caller's
 * transaction, if there is one. Times come back as they were given, to the microsecond.
 *
 * <p>The laws, each one test of {@code KeyRecordsContract}:
 *
 * <ul>
 *   <li>{@link #insertIfAbsent} is atomic by (tenant, network, purpose, name), also between
 *       processes: all who race get the one record that stands.
 *   <li>{@link #destroyAll} wipes the ciphertext and keeps the public side; a second time changes
 *       nothing, not even the time.
 *   <li>{@link #findCommitted} never sees what a roll-back could still undo, not even the caller's
 *       own.
 * </ul>
 */
public interface KeyRecords {
  /**
   * Inserts the record unless one of its (tenant, network, purpose, name) is there, destroyed ones
   * included; returns what stands.
   */
  KeyRecord insertIfAbsent(KeyRecord record);

  /** The record of that name, destroyed ones included. */
  Optional<KeyRecord> find(TenantId tenant, NetworkId network, Purpose purpose, String name);

  /** The record, destroyed ones included. */
  Optional<KeyRecord> find(KeyId id);

  /**
   * As {@link #find(KeyId)}, but outside of the caller's transaction: what it returns may be
   * cached.
   */
  Optional<KeyRecord> findCommitted(KeyId id);

  /** The network's records of that purpose by name, destroyed ones included. */
  List<KeyRecord> list(NetworkId network, Purpose purpose);

  /** Wipes every private side of the network; returns the records that it changed, wiped. */
  List<KeyRecord> destroyAll(NetworkId network, Instant at);
}
