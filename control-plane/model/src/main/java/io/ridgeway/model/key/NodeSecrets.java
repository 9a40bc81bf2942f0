package io.ridgeway.model.key;

import io.ridgeway.model.KeyId;

/**
 * Hands a node's private key to an adapter at apply. Only keys of purpose {@code NODE}; each use is
 * in the journal first.
 */
@FunctionalInterface
public interface NodeSecrets {
  /** The private scalar, 32 bytes big-endian. The caller zeroes the array after use. */
  byte[] open(KeyId key);
}
