package io.ridgeway.model.key;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of keys in custody.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>Every method takes part in the caller's transaction, and is in the {@code Journal} before
 *       it is done.
 *   <li>What a key's policy, origin and exportability are is bound into its ciphertext: a record in
 *       which they were altered doesn't open, so it signs nothing.
 *   <li>Of a destroyed key no private half is left; its record and its audit stay.
 *   <li>A key that signs nothing is refused with a {@code Refusal} that says why.
 * </ul>
 */
public interface KeyLives {
  /** The key, whatever became of it; one whose policy can't be read is shown as that. */
  Optional<KeptKey> look(KeyId key);

  /** The network's keys of that purpose, whatever became of them, by name, the newest first. */
  List<KeptKey> all(NetworkId network, Purpose purpose);

  /**
   * The key of that name, made if it isn't there yet.
   *
   * @param exportable whether it may ever leave custody; what stands must be as asked
   */
  KeptKey make(
      TenantId tenant,
      NetworkId network,
      Curve curve,
      Purpose purpose,
      String name,
      boolean exportable);

  /** Has nothing signed with it until it is enabled. Idempotent. */
  KeptKey disable(KeyId key);

  /** Has it sign again; refused of one that is to be destroyed. Idempotent. */
  KeptKey enable(KeyId key);

  /** Disables it, and has it destroyed at that time by {@link #destroyDue}. */
  KeptKey destroyAt(KeyId key, Instant at);

  /** Takes the order to destroy it back; it stays disabled. Idempotent. */
  KeptKey keep(KeyId key);

  /** The networks with keys whose time to be destroyed has come, a hundred at most. */
  List<NetworkId> due();

  /** Destroys those of the network; returns them. */
  List<KeptKey> destroyDue(NetworkId network);

  /**
   * Makes a new key that takes over the name, the policy and whether it is exportable.
   *
   * @param inForce whether the old one goes on signing
   * @return the new one
   */
  KeptKey succeed(KeyId key, boolean inForce);

  /** Gives it another policy. Idempotent. */
  KeptKey decide(KeyId key, KeyPolicy policy);
}
