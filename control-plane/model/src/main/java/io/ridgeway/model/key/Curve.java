package io.ridgeway.model.key;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What kind of key. A public key has one length and one form for each kind, and so one encoding as
 * X.509 has it (SubjectPublicKeyInfo, RFC 5280 4.1.2.7): named curves, uncompressed points, and
 * 65537 as RSA's exponent.
 */
public enum Curve {
  /** Ethereum, FISCO BCOS. A public key is the point's x and y. */
  SECP256K1(64, "3056301006072a8648ce3d020106052b8104000a03420004", ""),
  /** Fabric (NIST P-256, prime256v1). A public key is the point's x and y. */
  P256(64, "3059301306072a8648ce3d020106082a8648ce3d03010703420004", ""),
  /** FISCO BCOS under Guomi (GB/T 32918). A public key is the point's x and y. */
  SM2(64, "3059301306072a8648ce3d020106082a811ccf5501822d03420004", ""),
  /** Tokens and clients (RFC 8032). A public key is the point as that RFC encodes it. */
  ED25519(32, "302a300506032b6570032100", ""),
  /** TLS as FISCO BCOS's own tool issues it. A public key is the modulus. */
  RSA2048(256, "30820122300d06092a864886f70d01010105000382010f003082010a0282010100", "0203010001");

  private final int publicKeyBytes;
  private final byte[] before;
  private final byte[] after;

  Curve(int publicKeyBytes, String before, String after) {
    this.publicKeyBytes = publicKeyBytes;
    this.before = HexFormat.of().parseHex(before);
    this.after = HexFormat.of().parseHex(after);
  }

  /** How long a public key is, in bytes. */
  public int publicKeyBytes() {
    return publicKeyBytes;
  }

  /** The public key as DER: a SubjectPublicKeyInfo. */
  public byte[] encode(byte[] publicKey) {
    if (publicKey.length != publicKeyBytes) {
      throw new IllegalArgumentException("a public key of " + this + " has other bytes");
    }
    byte[] encoded = Arrays.copyOf(before, before.length + publicKeyBytes + after.length);
    System.arraycopy(publicKey, 0, encoded, before.length, publicKeyBytes);
    System.arraycopy(after, 0, encoded, before.length + publicKeyBytes, after.length);
    return encoded;
  }

  /**
   * The public key in a SubjectPublicKeyInfo of this kind, empty if it is of another kind or
   * written in another way. Whether it is a point of the curve isn't looked at.
   */
  public Optional<byte[]> decode(byte[] subjectPublicKeyInfo) {
    if (subjectPublicKeyInfo.length != before.length + publicKeyBytes + after.length) {
      return Optional.empty();
    }
    byte[] publicKey =
        Arrays.copyOfRange(subjectPublicKeyInfo, before.length, before.length + publicKeyBytes);
    return Arrays.equals(encode(publicKey), subjectPublicKeyInfo)
        ? Optional.of(publicKey)
        : Optional.empty();
  }
}
