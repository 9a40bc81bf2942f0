package io.ridgeway.model.key;

/** What is to be signed: a message, or the digest of one that the caller has hashed himself. */
@SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
public sealed interface ToSign {
  /** The bytes: a message or a digest. */
  byte[] bytes();

  /**
   * A message; hashed as its key's kind demands: SHA-256, or SM3 with the signer's identity before
   * it (GB/T 32918.2), or within the scheme (Ed25519).
   */
  record Message(byte[] bytes) implements ToSign {}

  /**
   * A digest, 32 bytes, of what only the ledger knows how to hash. An SM2 key takes it for the e of
   * GB/T 32918.2, so the identity is in it already. Ed25519 and RSA keys sign messages only.
   */
  record Digest(byte[] bytes) implements ToSign {
    public Digest {
      if (bytes.length != 32) {
        throw new IllegalArgumentException("a digest has 32 bytes");
      }
    }
  }
}
