package io.ridgeway.keys.secp256k1;

import io.ridgeway.model.key.EcdsaSignature;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes keys and signs on secp256k1 (SEC 2, 2.4.1). Every implementation gives the same signatures,
 * bit for bit: deterministic (RFC 6979 with HMAC-SHA-256) and low-S.
 *
 * <p>A private scalar is 32 bytes, big-endian, from 1 to the group's order less 1. It stays the
 * caller's, who zeroes it.
 */
public interface Secp256k1 {
  /** Whether the 32 bytes are a private scalar. */
  boolean isScalar(byte[] candidate);

  /** The public key: the point's x and y, 64 bytes. */
  byte[] publicKey(byte[] scalar);

  /** Signs a 32-byte digest. */
  EcdsaSignature sign(byte[] scalar, byte[] digest);

  /** A new private scalar, uniformly random. */
  default byte[] newScalar(SecureRandom random) {
    byte[] scalar = new byte[32];
    do {
      random.nextBytes(scalar);
    } while (!isScalar(scalar));
    return scalar;
  }

  /** The native library where it loads and proves itself, else the portable one. */
  static Secp256k1 fastest() {
    Logger log = LoggerFactory.getLogger(Secp256k1.class);
    PortableSecp256k1 portable = new PortableSecp256k1();
    try {
      NativeSecp256k1 candidate = new NativeSecp256k1();
      SelfCheck.sameAs(portable, candidate);
      return candidate;
    } catch (LinkageError | RuntimeException e) {
      log.atWarn()
          .addKeyValue("reason", e.toString())
          .log("libsecp256k1 can't be used; signing takes the portable, slower road");
      return portable;
    }
  }
}
