package io.ridgeway.model.key;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.deploy.ForeignCode;

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

  /**
   * The bytes of a tenant's own code that the deployment runs: no secret, but too large to be part
   * of a deployment.
   *
   * @throws IllegalStateException where deployments run none
   */
  default byte[] code(ForeignCode code) {
    throw new IllegalStateException("no tenant's code is run here");
  }
}
