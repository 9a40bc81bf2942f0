package io.ridgeway.keys.algorithm;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * A curve over a prime field of 256 bits, by BouncyCastle: scalars and points as bytes.
 *
 * <p>Its big integers can't be zeroed: what passes through here stays on the heap until it is
 * collected.
 */
final class PrimeCurve {
  static final int SCALAR = 32;

  final ECDomainParameters domain;
  final BigInteger order;

  PrimeCurve(String name) {
    X9ECParameters curve = CustomNamedCurves.getByName(name);
    this.domain = new ECDomainParameters(curve);
    this.order = curve.getN();
  }

  /** From 1 to the group's order less 2, which SM2 asks for; the difference matters to nobody. */
  boolean isScalar(byte[] candidate) {
    BigInteger value = new BigInteger(1, candidate);
    return candidate.length == SCALAR
        && value.signum() > 0
        && value.compareTo(order.subtract(BigInteger.ONE)) < 0;
  }

  byte[] newScalar(SecureRandom random) {
    byte[] scalar = new byte[SCALAR];
    do {
      random.nextBytes(scalar);
    } while (!isScalar(scalar));
    return scalar;
  }

  BigInteger scalar(byte[] bytes) {
    if (!isScalar(bytes)) {
      throw new IllegalArgumentException("not a private scalar of this curve");
    }
    return new BigInteger(1, bytes);
  }

  byte[] publicKey(byte[] scalar) {
    return Arrays.copyOfRange(times(scalar(scalar)).getEncoded(false), 1, 1 + 2 * SCALAR);
  }

  /** Whether the 64 bytes are x and y of a point on the curve. */
  boolean isPoint(byte[] publicKey) {
    try {
      return point(publicKey).isValid();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  ECPoint point(byte[] publicKey) {
    byte[] encoded = new byte[1 + publicKey.length];
    encoded[0] = 4;
    System.arraycopy(publicKey, 0, encoded, 1, publicKey.length);
    return domain.getCurve().decodePoint(encoded);
  }

  ECPoint times(BigInteger factor) {
    return new FixedPointCombMultiplier().multiply(domain.getG(), factor).normalize();
  }

  byte[] join(BigInteger r, BigInteger s) {
    byte[] both = new byte[2 * SCALAR];
    BigIntegers.asUnsignedByteArray(r, both, 0, SCALAR);
    BigIntegers.asUnsignedByteArray(s, both, SCALAR, SCALAR);
    return both;
  }

  /** The s that can't be flipped: at most half of the order. */
  BigInteger low(BigInteger s) {
    return s.compareTo(order.shiftRight(1)) > 0 ? order.subtract(s) : s;
  }
}
