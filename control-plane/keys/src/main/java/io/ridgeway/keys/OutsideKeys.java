package io.ridgeway.keys;

import io.ridgeway.keys.algorithm.KeyAlgorithm;
import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.keys.algorithm.PublicKeys;
import io.ridgeway.keys.certificate.Pem;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyPairs;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Makes keys that others keep, by the same algorithms as custody's own. */
public final class OutsideKeys implements KeyPairs {
  private static final int BITS = 256;
  private static final String PUBLIC = "PUBLIC KEY";

  private final KeyAlgorithms algorithms;
  private final SecureRandom random;

  /** Keys from that random source. */
  public OutsideKeys(KeyAlgorithms algorithms, SecureRandom random) {
    this.algorithms = algorithms;
    this.random = random;
  }

  @Override
  public Pair make(Curve curve) {
    requirePoint(curve);
    KeyAlgorithm algorithm = algorithms.of(curve);
    byte[] privateKey = algorithm.newPrivateKey(random);
    byte[] publicKey = algorithm.publicKey(privateKey);
    byte[] encoded = encode(curve, privateKey, publicKey);
    try {
      return new Pair(HexFormat.of().formatHex(publicKey), Pem.write("PRIVATE KEY", encoded));
    } finally {
      Arrays.fill(privateKey, (byte) 0);
      Arrays.fill(encoded, (byte) 0);
    }
  }

  @Override
  public String read(Curve curve, String pem) {
    requirePoint(curve);
    return Pem.read(PUBLIC, pem)
        .flatMap(curve::decode)
        .filter(key -> PublicKeys.isOne(curve, key))
        .map(HexFormat.of()::formatHex)
        .orElseThrow(
            () ->
                new Refusal(
                    ProblemType.INVALID,
                    "The public key must be one of "
                        + curve
                        + " in PEM, -----BEGIN PUBLIC KEY-----, with a named curve and an"
                        + " uncompressed point."));
  }

  @Override
  public String write(Curve curve, String publicKey) {
    return Pem.write(PUBLIC, curve.encode(HexFormat.of().parseHex(publicKey)));
  }

  /** RFC 5208 and 5915, with both halves, so that no reader computes one. */
  private static byte[] encode(Curve curve, byte[] privateKey, byte[] publicKey) {
    byte[] point = new byte[1 + publicKey.length];
    point[0] = 4;
    System.arraycopy(publicKey, 0, point, 1, publicKey.length);
    try {
      return new PrivateKeyInfo(
              SubjectPublicKeyInfo.getInstance(curve.encode(publicKey)).getAlgorithm(),
              new ECPrivateKey(BITS, new BigInteger(1, privateKey), new DERBitString(point), null))
          .getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException("a key in memory can't be written", e);
    }
  }

  private static void requirePoint(Curve curve) {
    switch (curve) {
      case SECP256K1, P256, SM2 -> {}
      case ED25519, RSA2048 ->
          throw new IllegalArgumentException("keys of " + curve + " are made in custody only");
    }
  }
}
