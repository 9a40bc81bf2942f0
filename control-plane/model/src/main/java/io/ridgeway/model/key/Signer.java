package io.ridgeway.model.key;

import io.ridgeway.model.KeyId;

/**
 * Signs with a key in custody.
 *
 * <p>The laws: a key whose purpose is not {@code TRANSACTION} is refused; the use is in the {@code
 * Journal} before the signature is released (no journal, no signature); signatures are
 * deterministic (RFC 6979) and low-S.
 */
public interface Signer {
  /**
   * Signs a 32-byte digest.
   *
   * @param reason what is signed and for whom, for the audit; no secret
   */
  EcdsaSignature sign(KeyId key, byte[] digest, String reason);
}
