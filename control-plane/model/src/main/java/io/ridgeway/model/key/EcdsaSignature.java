package io.ridgeway.model.key;

/**
 * An ECDSA signature.
 *
 * @param r 32 bytes, big-endian
 * @param s 32 bytes, big-endian, at most half of the group's order
 * @param recoveryId 0 or 1: which of two points the public key is (SEC 1, 4.1.6)
 */
@SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
public record EcdsaSignature(byte[] r, byte[] s, int recoveryId) {
  public EcdsaSignature {
    if (r.length != 32 || s.length != 32 || recoveryId < 0 || recoveryId > 1) {
      throw new IllegalArgumentException("r and s are 32 bytes, the recovery id is 0 or 1");
    }
  }
}
