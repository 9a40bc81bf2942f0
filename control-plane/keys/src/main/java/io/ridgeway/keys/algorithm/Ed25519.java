package io.ridgeway.keys.algorithm;

import io.ridgeway.model.key.ToSign;
import java.security.SecureRandom;

/** Ed25519 (RFC 8032) by BouncyCastle. A private key is the seed, 32 bytes. */
final class Ed25519 implements KeyAlgorithm {
  private static final int SEED = 32;
  private static final int PUBLIC_KEY = 32;
  private static final int SIGNATURE = 64;

  @Override
  public byte[] newPrivateKey(SecureRandom random) {
    byte[] seed = new byte[SEED];
    random.nextBytes(seed);
    return seed;
  }

  @Override
  public byte[] publicKey(byte[] privateKey) {
    byte[] publicKey = new byte[PUBLIC_KEY];
    org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(privateKey, 0, publicKey, 0);
    return publicKey;
  }

  @Override
  public void check(ToSign what) {
    if (what instanceof ToSign.Digest) {
      throw new IllegalArgumentException("an Ed25519 key signs messages, not digests");
    }
  }

  @Override
  public byte[] sign(byte[] privateKey, byte[] publicKey, ToSign what) {
    byte[] message = what.bytes();
    byte[] signature = new byte[SIGNATURE];
    org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
        privateKey, 0, publicKey, 0, message, 0, message.length, signature, 0);
    return signature;
  }
}
