package io.ridgeway.framework.fiscobcos.archive;

import io.ridgeway.framework.fiscobcos.Cryptography;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** Whose a signature over a digest is. Keys are 128 hex digits: the point without its 0x04. */
final class Signatures {
  private static final int HALF = 32;
  private static final int PLAIN = 2 * HALF;
  private static final int RECOVERABLE = PLAIN + 1;
  private static final int WITH_KEY = PLAIN + PLAIN;

  private Signatures() {}

  /** Whether a node signed that digest. Under Guomi its key may stand behind r and s. */
  static boolean isBy(Cryptography cryptography, String node, String digest, String signature) {
    byte[] bytes = Form.bytes(signature);
    if (cryptography == Cryptography.GUOMI && bytes.length == PLAIN) {
      return isSm2(HexFormat.of().parseHex(node), Form.bytes(digest), bytes);
    }
    return signer(cryptography, digest, signature).filter(node::equals).isPresent();
  }

  /** Who signed a transaction; empty if nobody can have. */
  static Optional<String> signer(Cryptography cryptography, String digest, String signature) {
    byte[] bytes = Form.bytes(signature);
    if (cryptography == Cryptography.STANDARD) {
      return bytes.length == RECOVERABLE
          ? recovered(cryptography.curve(), Form.bytes(digest), bytes)
          : Optional.empty();
    }
    if (bytes.length != WITH_KEY) {
      return Optional.empty();
    }
    byte[] key = Arrays.copyOfRange(bytes, PLAIN, WITH_KEY);
    return isSm2(key, Form.bytes(digest), Arrays.copyOf(bytes, PLAIN))
        ? Optional.of(HexFormat.of().formatHex(key))
        : Optional.empty();
  }

  /** SM2 signs a digest as a message, with the usual identity before it (GB/T 32918.2). */
  private static boolean isSm2(byte[] key, byte[] digest, byte[] signature) {
    X9ECParameters curve = Cryptography.GUOMI.curve();
    byte[] point = new byte[1 + key.length];
    point[0] = 4;
    System.arraycopy(key, 0, point, 1, key.length);
    try {
      SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
      signer.init(
          false,
          new ECPublicKeyParameters(
              curve.getCurve().decodePoint(point), new ECDomainParameters(curve)));
      signer.update(digest, 0, digest.length);
      return signer.verifySignature(signature);
    } catch (IllegalArgumentException e) {
      // No point of the curve.
      return false;
    }
  }

  /** The key by SEC 1, 4.1.6: r names a point but for its sign, which the last byte tells. */
  private static Optional<String> recovered(X9ECParameters curve, byte[] digest, byte[] bytes) {
    BigInteger order = curve.getN();
    BigInteger r = new BigInteger(1, Arrays.copyOf(bytes, HALF));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, HALF, PLAIN));
    int which = bytes[PLAIN];
    if (which < 0
        || which > 3
        || r.signum() == 0
        || s.signum() == 0
        || r.compareTo(order) >= 0
        || s.compareTo(order) >= 0) {
      return Optional.empty();
    }
    BigInteger x = which > 1 ? r.add(order) : r;
    if (x.bitLength() > HALF * Byte.SIZE) {
      return Optional.empty();
    }
    byte[] compressed = new byte[1 + HALF];
    compressed[0] = (byte) (2 + (which & 1));
    byte[] abscissa = x.toByteArray();
    int skipped = Math.max(0, abscissa.length - HALF);
    int length = abscissa.length - skipped;
    System.arraycopy(abscissa, skipped, compressed, compressed.length - length, length);
    try {
      ECPoint point = curve.getCurve().decodePoint(compressed);
      BigInteger inverse = r.modInverse(order);
      BigInteger e = new BigInteger(1, digest);
      ECPoint key =
          ECAlgorithms.sumOfTwoMultiplies(
                  curve.getG(),
                  e.negate().multiply(inverse).mod(order),
                  point,
                  s.multiply(inverse).mod(order))
              .normalize();
      return key.isInfinity()
          ? Optional.empty()
          : Optional.of(HexFormat.of().formatHex(key.getEncoded(false)).substring(2));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
