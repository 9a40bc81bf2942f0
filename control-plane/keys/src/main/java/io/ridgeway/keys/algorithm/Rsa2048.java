package io.ridgeway.keys.algorithm;

import io.ridgeway.model.key.ToSign;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;
import javax.security.auth.DestroyFailedException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.BigIntegers;

/** RSA of 2048 bits, signing by PKCS#1 v1.5 with SHA-256. A private key is PKCS#8. */
final class Rsa2048 implements KeyAlgorithm {
  private static final int BITS = 2048;

  private final Provider provider;

  Rsa2048(Provider provider) {
    this.provider = provider;
  }

  static Rsa2048 portable() {
    return new Rsa2048(new BouncyCastleProvider());
  }

  @Override
  public byte[] newPrivateKey(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", provider);
      generator.initialize(new RSAKeyGenParameterSpec(BITS, RSAKeyGenParameterSpec.F4), random);
      return generator.generateKeyPair().getPrivate().getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an RSA key can't be made", e);
    }
  }

  @Override
  public byte[] publicKey(byte[] privateKey) {
    return with(
        privateKey,
        key ->
            BigIntegers.asUnsignedByteArray(
                BITS / Byte.SIZE, ((RSAPrivateCrtKey) key).getModulus()));
  }

  @Override
  public void check(ToSign what) {
    if (what instanceof ToSign.Digest) {
      throw new IllegalArgumentException("an RSA key signs messages, not digests");
    }
  }

  @Override
  public byte[] sign(byte[] privateKey, byte[] publicKey, ToSign what) {
    return with(
        privateKey,
        key -> {
          Signature signature = Signature.getInstance("SHA256withRSA", provider);
          signature.initSign(key);
          signature.update(what.bytes());
          return signature.sign();
        });
  }

  private byte[] with(byte[] privateKey, Use use) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("RSA", provider).generatePrivate(new BorrowedPkcs8(privateKey));
      try {
        return use.of(key);
      } finally {
        destroy(key);
      }
    } catch (GeneralSecurityException e) {
      // Without the cause, which might quote what it couldn't read.
      throw new IllegalStateException("an RSA key can't be used: " + e.getClass().getSimpleName());
    }
  }

  private static void destroy(PrivateKey key) {
    try {
      key.destroy();
    } catch (DestroyFailedException e) {
      // The portable provider's keys can't be; they go when they are collected.
    }
  }

  @FunctionalInterface
  private interface Use {
    byte[] of(PrivateKey key) throws GeneralSecurityException;
  }
}
