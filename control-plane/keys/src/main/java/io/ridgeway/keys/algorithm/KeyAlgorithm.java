package io.ridgeway.keys.algorithm;

import io.ridgeway.model.key.ToSign;
import java.security.SecureRandom;

/**
 * Makes keys of one kind and signs with them. Private keys stay the caller's, who zeroes them; a
 * public key and a signature are as the model has them for that kind.
 */
public interface KeyAlgorithm {
  /** A new private key: a scalar of 32 bytes, big-endian, a seed (Ed25519), or PKCS#8 (RSA). */
  byte[] newPrivateKey(SecureRandom random);

  /** The public half. */
  byte[] publicKey(byte[] privateKey);

  /**
   * Refuses what can't be signed, before a key is opened for it.
   *
   * @throws IllegalArgumentException if it is a digest and the kind signs messages only
   */
  default void check(ToSign what) {}

  /**
   * Signs what was checked.
   *
   * @param publicKey the private key's own, as {@link #publicKey} gives it
   */
  byte[] sign(byte[] privateKey, byte[] publicKey, ToSign what);
}
