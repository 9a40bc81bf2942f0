package io.ridgeway.model.key;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps private keys.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>{@link #ensure} with the same tenant, network, purpose and name gives the same key, also
 *       when two callers race.
 *   <li>A private key is in the database only encrypted, bound to its tenant, id and version.
 *   <li>No private key stands in a log, an exception, a {@code toString} or an answer.
 *   <li>{@link #destroyAll} leaves no private key of the network; public halves and the audit
 *       remain.
 * </ul>
 */
public interface Custody {
  /** The key of that name, made if it isn't there yet. */
  ManagedKey ensure(TenantId tenant, NetworkId network, Curve curve, Purpose purpose, String name);

  /** The key, whatever its purpose; empty if there is none or it was destroyed. */
  Optional<ManagedKey> find(KeyId key);

  /** The network's keys of that purpose, by name. */
  List<ManagedKey> list(NetworkId network, Purpose purpose);

  /** Destroys every private key of the network. Idempotent. */
  void destroyAll(NetworkId network);
}
