package io.ridgeway.framework.fiscobcos;

import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/** The two suites; a chain has one of them for good, and all that is of it has the same. */
public enum Cryptography {
  /** secp256k1, Keccak-256, TLS with RSA. */
  STANDARD("standard", "secp256k1") {
    @Override
    Digest digest() {
      return new KeccakDigest(256);
    }
  },
  /** SM2, SM3, TLS with one certificate to sign and one to encipher (GB/T 38636). */
  GUOMI("guomi", "sm2p256v1") {
    @Override
    Digest digest() {
      return new SM3Digest();
    }
  };

  private final String parameter;
  private final X9ECParameters curve;

  Cryptography(String parameter, String curve) {
    this.parameter = parameter;
    this.curve = CustomNamedCurves.getByName(curve);
  }

  /** As the parameter {@code cryptography} names it. */
  public String parameter() {
    return parameter;
  }

  /** The one that the parameter names. */
  public static Cryptography of(String parameter) {
    for (Cryptography each : values()) {
      if (each.parameter.equals(parameter)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no cryptography of that name");
  }

  /** The curve of the keys of nodes and accounts. */
  public X9ECParameters curve() {
    return curve;
  }

  /** A new digest of 32 bytes. */
  abstract Digest digest();

  /** The digest of some bytes: 32. */
  public byte[] hash(byte[] bytes) {
    Digest digest = digest();
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }
}
