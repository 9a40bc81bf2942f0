package io.ridgeway.keys;

import io.ridgeway.model.key.ManagedKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the books hold it: the public side, and the private side encrypted.
 *
 * @param version which encryption of the private side this is, from 1; bound into the ciphertext
 * @param ciphertext the private side under the tenant's data key (60 bytes for secp256k1); empty
 *     once destroyed
 * @param destroyedAt when the private side was destroyed; null while it lives
 */
@SuppressWarnings("ArrayRecordComponent") // compared by key and version, never by bytes
public record KeyRecord(
    ManagedKey key, int version, byte[] ciphertext, @Nullable Instant destroyedAt) {
  public KeyRecord {
    if (version < 1) {
      throw new IllegalArgumentException("a key's version counts from 1");
    }
    if ((ciphertext.length == 0) != (destroyedAt != null)) {
      throw new IllegalArgumentException("a key has a ciphertext until it is destroyed");
    }
  }

  /** Whether only the public side is left. */
  public boolean destroyed() {
    return destroyedAt != null;
  }

  /** Without its private side. */
  public KeyRecord destroyedAt(Instant at) {
    return destroyed() ? this : new KeyRecord(key, version, new byte[0], at);
  }

  @Override
  public String toString() {
    return "KeyRecord[" + key.id() + " version " + version + (destroyed() ? ", destroyed]" : "]");
  }
}
