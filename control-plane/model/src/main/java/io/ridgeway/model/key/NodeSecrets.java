package io.ridgeway.model.key;

import io.ridgeway.model.KeyId;

/**
 * Hands a node's private key to an adapter at apply. Only keys of purpose {@code NODE} and {@code
 * TLS}; each use is in the journal first.
 */
@FunctionalInterface
public interface NodeSecrets {
  /**
   * The private key: a curve's scalar, 32 bytes big-endian, Ed25519's seed, 32 bytes, or RSA's
   * PKCS#8. {@code SecretFile} makes a file's content of it. The caller zeroes the array after use.
   */
  byte[] open(KeyId key);
}
