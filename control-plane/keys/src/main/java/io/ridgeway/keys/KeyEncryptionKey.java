package io.ridgeway.keys;

/**
 * Wraps the tenants' data keys: a file, a vault or a hardware module.
 *
 * <p>The laws, each one test of {@code KeyEncryptionKeyContract}:
 *
 * <ul>
 *   <li>{@code unwrap(wrap(x, aad), aad)} equals {@code x}.
 *   <li>A wrapped key that was altered, or is unwrapped with other associated data, is refused with
 *       a {@link CustodyException}.
 *   <li>It {@link #opens} what it wrapped, and says so of nothing else.
 *   <li>The key itself never leaves the implementation; neither it nor what it wraps stands in a
 *       message.
 * </ul>
 */
public interface KeyEncryptionKey {
  /** Which key wraps now, its version included where it has versions. Not secret. */
  String id();

  /** The {@link #id}, found out anew where it may have changed since it was last looked at. */
  default String idNow() {
    return id();
  }

  /** Whether what a key of that {@link #id} wrapped can be unwrapped here. */
  default boolean opens(String id) {
    return id().equals(id);
  }

  /**
   * Encrypts a data key.
   *
   * @param dataKey stays the caller's, who zeroes it
   * @param associatedData what the wrapped key is bound to; not encrypted
   */
  Wrapped wrap(byte[] dataKey, byte[] associatedData);

  /** Decrypts a data key; the caller zeroes the answer after use. */
  byte[] unwrap(Wrapped wrapped, byte[] associatedData);

  /**
   * A data key, encrypted.
   *
   * @param kek the {@link #id} of the key that did it, at most 128 characters; kept beside the
   *     bytes
   * @param bytes at most 4 KiB
   */
  @SuppressWarnings("ArrayRecordComponent") // opaque bytes, never compared
  record Wrapped(String kek, byte[] bytes) {
    @Override
    public String toString() {
      return "Wrapped[by " + kek + "]";
    }
  }
}
