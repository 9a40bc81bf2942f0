package io.ridgeway.model.key;

import io.ridgeway.model.KeyId;

/**
 * Signs with a key in custody.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>A key of another purpose than its use's is refused, and so is every key that is handed to a
 *       node: those sign where the node is.
 *   <li>A key that is disabled or to be destroyed signs nothing. A transaction key whose policy
 *       limits what it may be used for signs only what is said to be within.
 *   <li>The use is in the {@code Journal} before the signature is released: no journal, no
 *       signature.
 *   <li>Signatures of {@code SECP256K1} are deterministic (RFC 6979); those of {@code P256} are so
 *       only where BouncyCastle makes them. Both are low-S.
 * </ul>
 */
public interface Signer {
  /**
   * Signs as the key's kind does.
   *
   * @param use what the signature is for; the key's own purpose
   * @param reason what is signed and for whom, for the audit; no secret
   * @throws IllegalArgumentException if the kind signs no digests
   */
  Signature sign(KeyId key, Purpose use, ToSign what, String reason);

  /**
   * Signs what a transaction key's policy has to allow.
   *
   * @param use what is signed; the caller vouches that the bytes say the same
   * @throws io.ridgeway.model.problem.Refusal {@code FORBIDDEN} with the rule that is against it
   */
  default Signature sign(KeyId key, KeyUse use, ToSign what, String reason) {
    // Who knows no policies knows no keys that have one.
    return sign(key, Purpose.TRANSACTION, what, reason);
  }

  /**
   * Signs the 32-byte digest of a transaction with a key of {@code SECP256K1}.
   *
   * @param reason what is signed and for whom, for the audit; no secret
   */
  default EcdsaSignature sign(KeyId key, byte[] digest, String reason) {
    return sign(key, Purpose.TRANSACTION, new ToSign.Digest(digest), reason).recoverable();
  }
}
