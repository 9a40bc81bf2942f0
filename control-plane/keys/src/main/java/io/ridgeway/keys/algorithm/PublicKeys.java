package io.ridgeway.keys.algorithm;

import io.ridgeway.model.key.Curve;
import java.math.BigInteger;

/** Looks at public keys that come from outside. */
public final class PublicKeys {
  private static final PrimeCurve SECP256K1 = new PrimeCurve("secp256k1");

  private PublicKeys() {}

  /** Whether the bytes, of the right length, are a key of that kind: a point on the curve. */
  public static boolean isOne(Curve curve, byte[] publicKey) {
    return switch (curve) {
      case SECP256K1 -> SECP256K1.isPoint(publicKey);
      case P256 -> PortableP256.CURVE.isPoint(publicKey);
      case SM2 -> Sm2.CURVE.isPoint(publicKey);
      case ED25519 -> org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(publicKey, 0);
      case RSA2048 -> isModulus(new BigInteger(1, publicKey));
    };
  }

  private static boolean isModulus(BigInteger modulus) {
    return modulus.bitLength() == 2048 && modulus.testBit(0);
  }
}
