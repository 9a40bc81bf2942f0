package io.ridgeway.keys.algorithm;

import io.ridgeway.model.key.ToSign;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.signers.DSAKCalculator;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;

/**
 * SM2 signatures (GB/T 32918.2-2016) over SM3, with the identity that everybody uses.
 *
 * <p>Written down here over BouncyCastle's curve, and not by its signer, since that computes the
 * public key at each start: twice the time, unless signers are kept, and with them private keys.
 * The nonce is RFC 6979's with HMAC-SM3, so that no weak random source can give a key away.
 */
final class Sm2 implements KeyAlgorithm {
  static final PrimeCurve CURVE = new PrimeCurve("sm2p256v1");

  /** The identity that GM/T 0009 sets where none was agreed on. */
  static final byte[] IDENTITY = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

  private static final int BYTES = 32;

  private final Supplier<DSAKCalculator> nonces;

  Sm2() {
    this(() -> new HMacDSAKCalculator(new SM3Digest()));
  }

  /** With another source of nonces: the standard's example states its own. */
  Sm2(Supplier<DSAKCalculator> nonces) {
    this.nonces = nonces;
  }

  @Override
  public byte[] newPrivateKey(SecureRandom random) {
    return CURVE.newScalar(random);
  }

  @Override
  public byte[] publicKey(byte[] privateKey) {
    return CURVE.publicKey(privateKey);
  }

  @Override
  public byte[] sign(byte[] privateKey, byte[] publicKey, ToSign what) {
    boolean hashed = what instanceof ToSign.Digest;
    return sign(CURVE.scalar(privateKey), hashed ? what.bytes() : digest(publicKey, what.bytes()));
  }

  /** 6.1: steps A3 to A7. */
  private byte[] sign(BigInteger d, byte[] digest) {
    BigInteger n = CURVE.order;
    BigInteger e = new BigInteger(1, digest);
    DSAKCalculator nonce = nonces.get();
    nonce.init(n, d, digest);
    BigInteger inverse = BigIntegers.modOddInverse(n, d.add(BigInteger.ONE));
    while (true) {
      BigInteger k = nonce.nextK();
      BigInteger r = e.add(CURVE.times(k).getAffineXCoord().toBigInteger()).mod(n);
      if (r.signum() == 0 || r.add(k).equals(n)) {
        continue;
      }
      BigInteger s = inverse.multiply(k.subtract(r.multiply(d))).mod(n);
      if (s.signum() != 0) {
        return CURVE.join(r, s);
      }
    }
  }

  /**
   * 5.5 and 6.1, steps A1 and A2: SM3 over the signer's identity, curve and key, and the message.
   */
  static byte[] digest(byte[] publicKey, byte[] message) {
    byte[] z = new byte[BYTES];
    SM3Digest sm3 = new SM3Digest();
    int bits = IDENTITY.length * Byte.SIZE;
    sm3.update((byte) (bits >> Byte.SIZE));
    sm3.update((byte) bits);
    sm3.update(IDENTITY, 0, IDENTITY.length);
    update(sm3, CURVE.domain.getCurve().getA().getEncoded());
    update(sm3, CURVE.domain.getCurve().getB().getEncoded());
    update(sm3, CURVE.domain.getG().getAffineXCoord().getEncoded());
    update(sm3, CURVE.domain.getG().getAffineYCoord().getEncoded());
    update(sm3, publicKey);
    sm3.doFinal(z, 0);
    byte[] digest = new byte[BYTES];
    update(sm3, z);
    update(sm3, message);
    sm3.doFinal(digest, 0);
    return digest;
  }

  private static void update(SM3Digest sm3, byte[] bytes) {
    sm3.update(bytes, 0, bytes.length);
  }
}
