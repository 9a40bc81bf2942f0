package io.ridgeway.keys.algorithm;

import io.ridgeway.model.key.ToSign;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/**
 * ECDSA on P-256 by BouncyCastle: runs everywhere, deterministic (RFC 6979 with HMAC-SHA-256) and
 * low-S, which Fabric asks for.
 */
final class PortableP256 implements KeyAlgorithm {
  static final PrimeCurve CURVE = new PrimeCurve("secp256r1");

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
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(CURVE.scalar(privateKey), CURVE.domain));
    BigInteger[] rs = signer.generateSignature(Sha256.digest(what));
    return CURVE.join(rs[0], CURVE.low(rs[1]));
  }
}
