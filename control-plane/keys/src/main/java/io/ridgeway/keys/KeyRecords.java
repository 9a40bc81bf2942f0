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
 *       processes: all who race get the one record that stands. Records that have a successor have
 *       given up their name.
 *   <li>What {@link #lock} and {@link #lockDue} give stays as it is until the transaction ends.
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

  /** The record of that name that has no successor, destroyed ones included. */
  Optional<KeyRecord> find(TenantId tenant, NetworkId network, Purpose purpose, String name);

  /** The record, destroyed ones included. */
  Optional<KeyRecord> find(KeyId id);

  /**
   * As {@link #find(KeyId)}, but outside of the caller's transaction: what it returns may be
   * cached.
   */
  Optional<KeyRecord> findCommitted(KeyId id);

  /** The record, destroyed ones included, which nobody else changes meanwhile. */
  Optional<KeyRecord> lock(KeyId id);

  /** Puts the record in the place of the one of its id. */
  void replace(KeyRecord record);

  /** The networks of those that are to be destroyed by then. */
  List<NetworkId> due(Instant now, int most);

  /** Those of the network that are to be destroyed by then, which nobody else changes meanwhile. */
  List<KeyRecord> lockDue(NetworkId network, Instant now);

  /**
   * The network's records of that purpose by name, the newest first, destroyed ones and those that
   * have a successor included.
   */
  List<KeyRecord> list(NetworkId network, Purpose purpose);

  /** Wipes every private side of the network; returns the records that it changed, wiped. */
  List<KeyRecord> destroyAll(NetworkId network, Instant at);
}
