package io.ridgeway.keys.algorithm;

import io.ridgeway.model.key.ToSign;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import javax.security.auth.DestroyFailedException;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * ECDSA on P-256 by AWS-LC, in constant time; low-S, and with random nonces. Public keys are made
 * by BouncyCastle: once in a key's life.
 */
final class NativeP256 implements KeyAlgorithm {
  private static final PrimeCurve CURVE = PortableP256.CURVE;

  private final PortableP256 portable = new PortableP256();
  private final Provider provider;

  NativeP256(Provider provider) {
    this.provider = provider;
  }

  @Override
  public byte[] newPrivateKey(SecureRandom random) {
    return portable.newPrivateKey(random);
  }

  @Override
  public byte[] publicKey(byte[] privateKey) {
    return portable.publicKey(privateKey);
  }

  @Override
  public byte[] sign(byte[] privateKey, byte[] publicKey, ToSign what) {
    byte[] encoded = Pkcs8.ofP256(privateKey, publicKey);
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC", provider).generatePrivate(new BorrowedPkcs8(encoded));
      try {
        Signature signature = Signature.getInstance("NONEwithECDSA", provider);
        signature.initSign(key);
        signature.update(Sha256.digest(what));
        return low(signature.sign());
      } finally {
        key.destroy();
      }
    } catch (GeneralSecurityException | DestroyFailedException e) {
      // Without the cause, which might quote what it couldn't read.
      throw new IllegalStateException("a P-256 key can't be used: " + e.getClass().getSimpleName());
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static byte[] low(byte[] der) {
    try {
      BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(CURVE.order, der);
      return CURVE.join(rs[0], CURVE.low(rs[1]));
    } catch (IOException e) {
      throw new IllegalStateException("a signature isn't DER", e);
    }
  }
}
