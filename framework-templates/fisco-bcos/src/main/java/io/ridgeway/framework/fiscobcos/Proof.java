package io.ridgeway.framework.fiscobcos;

import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Signature;
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
import org.bouncycastle.util.BigIntegers;

/**
 * A signature of an account's key that was made elsewhere, and was looked at.
 *
 * @param publicKey of who signed, 64 bytes in hex
 */
record Proof(Signature signature, String publicKey) {
  private static final int WORD = 32;

  /**
   * What nodes take of it.
   *
   * @param account in lower case
   * @param given of secp256k1: r and s, 32 bytes each, and a recovery id that isn't looked at; of
   *     SM2: r, s and the public key, 128 bytes, over the digest as a message
   * @return none if no key of that account has made it
   * @throws IllegalArgumentException if it has another length
   */
  static Optional<Proof> of(
      Cryptography cryptography, String account, byte[] digest, byte[] given) {
    return switch (cryptography) {
      case STANDARD -> recovered(account, digest, given);
      case GUOMI -> told(account, digest, given);
    };
  }

  private static Optional<Proof> told(String account, byte[] digest, byte[] given) {
    if (given.length != 4 * WORD) {
      throw new IllegalArgumentException(
          "signature must be r, s and the signer's public key, 128 bytes together: SM2 over the"
              + " digest, under the usual identity 1234567812345678");
    }
    byte[] both = Arrays.copyOf(given, 2 * WORD);
    String key = HexFormat.of().formatHex(given, 2 * WORD, 4 * WORD);
    NodeId signer = new NodeId(key);
    if (!signer.isOf(Cryptography.GUOMI) || !signer.account(Cryptography.GUOMI).equals(account)) {
      return Optional.empty();
    }
    X9ECParameters curve = Cryptography.GUOMI.curve();
    SM2Signer verifier = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
    verifier.init(
        false,
        new ECPublicKeyParameters(
            curve.getCurve().decodePoint(HexFormat.of().parseHex("04" + key)),
            new ECDomainParameters(curve)));
    verifier.update(digest, 0, digest.length);
    return verifier.verifySignature(both)
        ? Optional.of(new Proof(new Signature(Curve.SM2, both), key))
        : Optional.empty();
  }

  private static Optional<Proof> recovered(String account, byte[] digest, byte[] given) {
    if (given.length < 2 * WORD || given.length > 2 * WORD + 1) {
      throw new IllegalArgumentException(
          "signature must be r and s, 32 bytes each; a recovery id of one byte may follow");
    }
    BigInteger order = Cryptography.STANDARD.curve().getN();
    BigInteger r = new BigInteger(1, given, 0, WORD);
    BigInteger any = new BigInteger(1, given, WORD, WORD);
    if (!isScalar(r, order) || !isScalar(any, order)) {
      return Optional.empty();
    }
    BigInteger s = any.min(order.subtract(any));
    for (int id = 0; id < 2; id++) {
      Optional<String> key = signer(digest, r, s, id);
      if (key.filter(k -> new NodeId(k).account(Cryptography.STANDARD).equals(account))
          .isPresent()) {
        byte[] rsv = new byte[2 * WORD + 1];
        System.arraycopy(word(r), 0, rsv, 0, WORD);
        System.arraycopy(word(s), 0, rsv, WORD, WORD);
        rsv[2 * WORD] = (byte) id;
        return Optional.of(new Proof(new Signature(Curve.SECP256K1, rsv), key.get()));
      }
    }
    return Optional.empty();
  }

  /** The key that fits (SEC 1, 4.1.6), in hex. */
  private static Optional<String> signer(byte[] digest, BigInteger r, BigInteger s, int id) {
    X9ECParameters curve = Cryptography.STANDARD.curve();
    byte[] compressed = new byte[1 + WORD];
    compressed[0] = (byte) (2 + id);
    System.arraycopy(word(r), 0, compressed, 1, WORD);
    ECPoint nonce;
    try {
      nonce = curve.getCurve().decodePoint(compressed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    BigInteger order = curve.getN();
    BigInteger inverse = r.modInverse(order);
    BigInteger message = new BigInteger(1, digest).mod(order);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(
                curve.getG(),
                order.subtract(message).multiply(inverse).mod(order),
                nonce,
                s.multiply(inverse).mod(order))
            .normalize();
    return key.isInfinity()
        ? Optional.empty()
        : Optional.of(HexFormat.of().formatHex(key.getEncoded(false)).substring(2));
  }

  private static boolean isScalar(BigInteger value, BigInteger order) {
    return value.signum() > 0 && value.compareTo(order) < 0;
  }

  private static byte[] word(BigInteger value) {
    return BigIntegers.asUnsignedByteArray(WORD, value);
  }
}
