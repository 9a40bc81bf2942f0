package io.ridgeway.framework.fiscobcos.conformance;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECPoint;

/** Signs for a test double as nodes and accounts of its suite do. */
record Signing(boolean guomi) {
  byte[] hash(byte[] bytes) {
    Digest digest = guomi ? new SM3Digest() : new KeccakDigest(256);
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }

  private X9ECParameters curve() {
    return CustomNamedCurves.getByName(guomi ? "sm2p256v1" : "secp256k1");
  }

  private ECPoint point(BigInteger key) {
    return curve().getG().multiply(key).normalize();
  }

  /** 64 bytes. */
  private byte[] publicKey(BigInteger key) {
    byte[] encoded = point(key).getEncoded(false);
    return Arrays.copyOfRange(encoded, 1, encoded.length);
  }

  String account(BigInteger key) {
    return "0x" + HexFormat.of().formatHex(hash(publicKey(key)), 12, 32);
  }

  /** r, s, and how to recover the key; under Guomi the key itself, if it is wanted. */
  byte[] sign(BigInteger key, byte[] digest, boolean withKey) {
    return guomi ? sm2(key, digest, withKey) : recoverable(key, digest);
  }

  private byte[] sm2(BigInteger key, byte[] digest, boolean withKey) {
    try {
      SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
      signer.init(true, parameters(key));
      signer.update(digest, 0, digest.length);
      byte[] signed = signer.generateSignature();
      byte[] all = Arrays.copyOf(signed, withKey ? 128 : 64);
      if (withKey) {
        System.arraycopy(publicKey(key), 0, all, 64, 64);
      }
      return all;
    } catch (CryptoException e) {
      throw new IllegalStateException(e);
    }
  }

  private ECPrivateKeyParameters parameters(BigInteger key) {
    return new ECPrivateKeyParameters(key, new ECDomainParameters(curve()));
  }

  private byte[] recoverable(BigInteger key, byte[] digest) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, parameters(key));
    BigInteger[] signed = signer.generateSignature(digest);
    BigInteger order = curve().getN();
    // The point that was chosen: (e + r * key) / s times the base.
    BigInteger chosen =
        new BigInteger(1, digest)
            .add(signed[0].multiply(key))
            .multiply(signed[1].modInverse(order))
            .mod(order);
    byte[] all = new byte[65];
    copy(signed[0], all, 0);
    copy(signed[1], all, 32);
    all[64] = (byte) (point(chosen).getAffineYCoord().testBitZero() ? 1 : 0);
    return all;
  }

  private static void copy(BigInteger number, byte[] into, int at) {
    String hex = number.toString(16);
    byte[] bytes = HexFormat.of().parseHex("0".repeat(64 - hex.length()) + hex);
    System.arraycopy(bytes, 0, into, at, bytes.length);
  }
}
