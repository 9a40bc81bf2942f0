package io.ridgeway.keys;

/**
 * Wraps the tenants' data keys: a file, a vault or a cloud's key service.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>{@code unwrap(wrap(x, aad), aad)} equals {@code x}.
 *   <li>A wrapped key that was altered, or is unwrapped with other associated data, is refused with
 *       a {@link CustodyException}.
 *   <li>The key itself never leaves the implementation; neither it nor what it wraps stands in a
 *       message.
 * </ul>
 */
public interface KeyEncryptionKey {
  /** Which key this is; kept beside what it wrapped. Not secret, at most 128 characters. */
  String id();

  /**
   * Encrypts a data key.
   *
   * @param dataKey stays the caller's, who zeroes it
   * @param associatedData what the wrapped key is bound to; not encrypted
   */
  byte[] wrap(byte[] dataKey, byte[] associatedData);

  /** Decrypts a data key; the caller zeroes the answer after use. */
  byte[] unwrap(byte[] wrapped, byte[] associatedData);
}
