package io.ridgeway.framework.ethereum;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.EcdsaSignature;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;

/** A secp256k1 key for tests, the same for the same name: never a secret. */
record TestKey(BigInteger scalar) {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters DOMAIN =
      new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH());

  static TestKey named(String name) {
    return new TestKey(
        new BigInteger(1, Keccak.hash(name.getBytes(StandardCharsets.UTF_8))).mod(CURVE.getN()));
  }

  String privateKey() {
    return HexFormat.of().formatHex(bytes(scalar));
  }

  String publicKey() {
    byte[] point = CURVE.getG().multiply(scalar).getEncoded(false);
    return HexFormat.of().formatHex(Arrays.copyOfRange(point, 1, 65));
  }

  ManagedKey managed(NetworkId network, String name) {
    String id = "k" + HexFormat.of().formatHex(bytes(scalar), 0, 6);
    return new ManagedKey(
        new KeyId(id),
        new TenantId("t000000000001"),
        network,
        name,
        Curve.SECP256K1,
        Purpose.NODE,
        publicKey(),
        Instant.EPOCH);
  }

  EcdsaSignature sign(byte[] digest) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(scalar, DOMAIN));
    BigInteger[] rs = signer.generateSignature(digest);
    BigInteger s =
        rs[1].compareTo(CURVE.getN().shiftRight(1)) > 0 ? CURVE.getN().subtract(rs[1]) : rs[1];
    for (int recoveryId = 0; recoveryId < 2; recoveryId++) {
      if (recovered(digest, rs[0], s, recoveryId).equals(publicKey())) {
        return new EcdsaSignature(bytes(rs[0]), bytes(s), recoveryId);
      }
    }
    throw new IllegalStateException("no recovery id fits");
  }

  /** The public key that made a signature (SEC 1, 4.1.6). */
  static String recovered(byte[] digest, BigInteger r, BigInteger s, int recoveryId) {
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + recoveryId);
    System.arraycopy(bytes(r), 0, compressed, 1, 32);
    ECPoint point = CURVE.getCurve().decodePoint(compressed);
    BigInteger inverse = r.modInverse(CURVE.getN());
    BigInteger e = new BigInteger(1, digest);
    ECPoint key =
        point
            .multiply(s.multiply(inverse).mod(CURVE.getN()))
            .subtract(CURVE.getG().multiply(e.multiply(inverse).mod(CURVE.getN())));
    byte[] encoded = key.getEncoded(false);
    return HexFormat.of().formatHex(Arrays.copyOfRange(encoded, 1, 65));
  }

  private static byte[] bytes(BigInteger number) {
    byte[] signed = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, signed.length);
    System.arraycopy(signed, signed.length - length, fixed, 32 - length, length);
    return fixed;
  }
}
