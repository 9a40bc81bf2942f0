package io.ridgeway.keys.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.key.EcdsaSignature;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;

/** The native and the portable curve, and that they agree and are right. */
final class BothCurves {
  static final Secp256k1 NATIVE = new NativeSecp256k1();
  static final Secp256k1 PORTABLE = new PortableSecp256k1();

  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
  private static final BigInteger ORDER = CURVE.getN();

  private BothCurves() {}

  static void assertSameAndRight(byte[] scalar, byte[] digest) {
    byte[] publicKey = PORTABLE.publicKey(scalar);
    assertThat(NATIVE.publicKey(scalar)).isEqualTo(publicKey);
    EcdsaSignature mine = PORTABLE.sign(scalar, digest);
    EcdsaSignature theirs = NATIVE.sign(scalar, digest);
    assertThat(theirs.r()).isEqualTo(mine.r());
    assertThat(theirs.s()).isEqualTo(mine.s());
    assertThat(theirs.recoveryId()).isEqualTo(mine.recoveryId());
    assertThat(new BigInteger(1, mine.s())).isLessThanOrEqualTo(ORDER.shiftRight(1));
    assertThat(recover(mine, digest)).isEqualTo(publicKey);
  }

  /** SEC 1, 4.1.6, written down once more: (s·R − z·G) / r. */
  private static byte[] recover(EcdsaSignature signature, byte[] digest) {
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + signature.recoveryId());
    System.arraycopy(signature.r(), 0, compressed, 1, 32);
    BigInteger inverse = new BigInteger(1, signature.r()).modInverse(ORDER);
    return Arrays.copyOfRange(
        CURVE
            .getCurve()
            .decodePoint(compressed)
            .multiply(new BigInteger(1, signature.s()))
            .subtract(CURVE.getG().multiply(new BigInteger(1, digest)))
            .multiply(inverse)
            .normalize()
            .getEncoded(false),
        1,
        65);
  }
}
