package io.ridgeway.framework.ethereum;

import io.ridgeway.model.key.EcdsaSignature;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** Which of the two keys that fit a signature is an account's (SEC 1, 4.1.6). */
final class Recovery {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final BigInteger ORDER = CURVE.getN();
  private static final int WORD = 32;

  private Recovery() {}

  /**
   * The signature, with a low s, as nodes take it.
   *
   * @param signature r and s, 32 bytes each, and whatever is behind them
   * @return none if no key of that account has made it
   */
  static Optional<EcdsaSignature> of(AccountAddress account, byte[] digest, byte[] signature) {
    if (signature.length < 2 * WORD || signature.length > 2 * WORD + 1) {
      throw new IllegalArgumentException(
          "signature must be r and s, 32 bytes each; a recovery id of one byte may follow");
    }
    BigInteger r = new BigInteger(1, signature, 0, WORD);
    BigInteger given = new BigInteger(1, signature, WORD, WORD);
    if (!isScalar(r) || !isScalar(given)) {
      return Optional.empty();
    }
    BigInteger s = given.min(ORDER.subtract(given));
    for (int id = 0; id < 2; id++) {
      if (signer(digest, r, s, id).filter(account::equals).isPresent()) {
        return Optional.of(new EcdsaSignature(word(r), word(s), id));
      }
    }
    return Optional.empty();
  }

  private static Optional<AccountAddress> signer(
      byte[] digest, BigInteger r, BigInteger s, int id) {
    byte[] compressed = new byte[1 + WORD];
    compressed[0] = (byte) (2 + id);
    System.arraycopy(word(r), 0, compressed, 1, WORD);
    ECPoint nonce;
    try {
      nonce = CURVE.getCurve().decodePoint(compressed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    BigInteger inverse = r.modInverse(ORDER);
    BigInteger e = new BigInteger(1, digest).mod(ORDER);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(
                CURVE.getG(),
                ORDER.subtract(e).multiply(inverse).mod(ORDER),
                nonce,
                s.multiply(inverse).mod(ORDER))
            .normalize();
    if (key.isInfinity()) {
      return Optional.empty();
    }
    byte[] point = key.getEncoded(false);
    return Optional.of(
        AccountAddress.ofPublicKey(
            HexFormat.of().formatHex(Arrays.copyOfRange(point, 1, point.length))));
  }

  private static boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(ORDER) < 0;
  }

  private static byte[] word(BigInteger value) {
    return BigIntegers.asUnsignedByteArray(WORD, value);
  }
}
