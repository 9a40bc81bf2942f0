package io.ridgeway.keys;

import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.KeyPolicyText;
import io.ridgeway.model.key.ManagedKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key as the books hold it: the public side, the private side encrypted, and what was decided
 * about it.
 *
 * @param version which encryption of the private side this is, from 1; bound into the ciphertext
 * @param ciphertext the private side under the tenant's data key (60 bytes for secp256k1); empty
 *     once destroyed
 * @param origin bound into the ciphertext, as are the next two
 * @param policy as {@link KeyPolicyText} writes it; not read before the ciphertext has opened
 * @param life not bound: it says only what is refused, and what is gone
 */
@SuppressWarnings("ArrayRecordComponent") // compared by key and version, never by bytes
public record KeyRecord(
    ManagedKey key,
    int version,
    byte[] ciphertext,
    KeyOrigin origin,
    boolean exportable,
    String policy,
    KeyLife life) {
  public KeyRecord {
    if (version < 1) {
      throw new IllegalArgumentException("a key's version counts from 1");
    }
    if ((ciphertext.length == 0) != life.destroyedAt().isPresent()) {
      throw new IllegalArgumentException("a key has a ciphertext until it is destroyed");
    }
  }

  /**
   * Of a key that was made here, and of which nothing more was decided.
   *
   * @param destroyedAt when the private side was destroyed; null while it lives
   */
  public KeyRecord(ManagedKey key, int version, byte[] ciphertext, @Nullable Instant destroyedAt) {
    this(
        key,
        version,
        ciphertext,
        KeyOrigin.MADE,
        true,
        "",
        Optional.ofNullable(destroyedAt).map(KeyLife.FRESH::destroyed).orElse(KeyLife.FRESH));
  }

  /** Whether only the public side is left. */
  public boolean destroyed() {
    return life.destroyedAt().isPresent();
  }

  /** When the private side was destroyed; null while it lives. */
  public @Nullable Instant destroyedAt() {
    return life.destroyedAt().orElse(null);
  }

  /** Without its private side. */
  public KeyRecord destroyedAt(Instant at) {
    return destroyed()
        ? this
        : new KeyRecord(key, version, new byte[0], origin, exportable, policy, life.destroyed(at));
  }

  /** The same, further in its life. */
  KeyRecord living(KeyLife then) {
    return new KeyRecord(key, version, ciphertext, origin, exportable, policy, then);
  }

  /** Whether custody would do the same with both. */
  boolean isAs(KeyRecord other) {
    return version == other.version && life.equals(other.life) && policy.equals(other.policy);
  }

  /** As others see it, also if its policy can't be read: then as one that signs nothing. */
  KeptKey shown() {
    try {
      return kept();
    } catch (CustodyException e) {
      return new KeptKey(key, origin, exportable, KeyPolicy.NONE, life, false);
    }
  }

  /**
   * As others see it. What is destroyed has no policy any more.
   *
   * @throws CustodyException if the policy can't be read
   */
  public KeptKey kept() {
    if (destroyed()) {
      return new KeptKey(key, origin, exportable, KeyPolicy.NONE, life);
    }
    try {
      return new KeptKey(key, origin, exportable, KeyPolicyText.read(policy), life);
    } catch (IllegalArgumentException e) {
      throw new CustodyException("Key " + key.id() + " can't be used: its record was altered.", e);
    }
  }

  @Override
  public String toString() {
    return "KeyRecord[" + key.id() + " version " + version + (destroyed() ? ", destroyed]" : "]");
  }
}
