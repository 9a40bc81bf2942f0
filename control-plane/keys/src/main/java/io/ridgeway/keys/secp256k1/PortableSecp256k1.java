package io.ridgeway.keys.secp256k1;

import io.ridgeway.model.key.EcdsaSignature;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * BouncyCastle: runs everywhere. Its big integers can't be zeroed, so prefer the native one where
 * it loads.
 */
public final class PortableSecp256k1 implements Secp256k1 {
  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
  private static final BigInteger ORDER = CURVE.getN();
  private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  @Override
  public boolean isScalar(byte[] candidate) {
    BigInteger value = new BigInteger(1, candidate);
    return candidate.length == 32 && value.signum() > 0 && value.compareTo(ORDER) < 0;
  }

  @Override
  public byte[] publicKey(byte[] scalar) {
    return Arrays.copyOfRange(times(scalar(scalar)).getEncoded(false), 1, 65);
  }

  @Override
  public EcdsaSignature sign(byte[] scalar, byte[] digest) {
    BigInteger d = scalar(scalar);
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(d, DOMAIN));
    BigInteger[] rs = signer.generateSignature(digest);
    BigInteger r = rs[0];
    BigInteger s = rs[1].compareTo(HALF_ORDER) > 0 ? ORDER.subtract(rs[1]) : rs[1];
    // The nonce that belongs to (r, s) after s was made low; the recovery id is its point's parity.
    BigInteger nonce =
        new BigInteger(1, digest).add(r.multiply(d)).multiply(s.modInverse(ORDER)).mod(ORDER);
    boolean odd = times(nonce).getAffineYCoord().testBitZero();
    return new EcdsaSignature(
        BigIntegers.asUnsignedByteArray(32, r),
        BigIntegers.asUnsignedByteArray(32, s),
        odd ? 1 : 0);
  }

  private BigInteger scalar(byte[] bytes) {
    if (!isScalar(bytes)) {
      throw new IllegalArgumentException("not a private scalar of secp256k1");
    }
    return new BigInteger(1, bytes);
  }

  private static ECPoint times(BigInteger factor) {
    return new FixedPointCombMultiplier().multiply(CURVE.getG(), factor).normalize();
  }
}
