package io.ridgeway.model.key;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A signature, plainly written.
 *
 * @param bytes {@code SECP256K1}: r, s and the recovery id, 65 bytes. {@code P256} and {@code SM2}:
 *     r and s, 64 bytes. {@code ED25519}: 64 bytes (RFC 8032). {@code RSA2048}: 256 bytes (PKCS#1
 *     v1.5). r and s are big-endian; s is low where others than the signer could flip it ({@code
 *     SECP256K1}, {@code P256})
 */
@SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
public record Signature(Curve curve, byte[] bytes) {
  private static final int PART = 32;
  private static final byte SEQUENCE = 0x30;
  private static final byte INTEGER = 0x02;

  public Signature {
    int length =
        switch (curve) {
          case SECP256K1 -> 65;
          case P256, SM2, ED25519 -> 64;
          case RSA2048 -> 256;
        };
    if (bytes.length != length) {
      throw new IllegalArgumentException("a signature of " + curve + " has " + length + " bytes");
    }
  }

  /** As certificates, TLS and Fabric write it: r and s in DER; the others as they are. */
  public byte[] encoded() {
    return switch (curve) {
      case SECP256K1, P256, SM2 -> der();
      case ED25519, RSA2048 -> bytes.clone();
    };
  }

  /** With its recovery id, as Ethereum writes it; only of {@code SECP256K1}. */
  public EcdsaSignature recoverable() {
    if (curve != Curve.SECP256K1) {
      throw new IllegalStateException("a signature of " + curve + " has no recovery id");
    }
    return new EcdsaSignature(part(0), part(PART), bytes[2 * PART]);
  }

  private byte[] der() {
    byte[] r = new BigInteger(1, part(0)).toByteArray();
    byte[] s = new BigInteger(1, part(PART)).toByteArray();
    return ByteBuffer.allocate(6 + r.length + s.length)
        .put(SEQUENCE)
        .put((byte) (4 + r.length + s.length))
        .put(INTEGER)
        .put((byte) r.length)
        .put(r)
        .put(INTEGER)
        .put((byte) s.length)
        .put(s)
        .array();
  }

  private byte[] part(int from) {
    return Arrays.copyOfRange(bytes, from, from + PART);
  }
}
