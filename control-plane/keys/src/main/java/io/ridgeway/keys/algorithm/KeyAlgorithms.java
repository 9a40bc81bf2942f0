package io.ridgeway.keys.algorithm;

import io.ridgeway.keys.secp256k1.Secp256k1;
import io.ridgeway.model.key.Curve;

/**
 * The algorithm of each kind of key.
 *
 * @param secp256k1 of {@code Curve.SECP256K1}
 * @param p256 of {@code Curve.P256}
 * @param rsa2048 of {@code Curve.RSA2048}
 */
public record KeyAlgorithms(Secp256k1 secp256k1, KeyAlgorithm p256, KeyAlgorithm rsa2048) {
  private static final Sm2 SM2 = new Sm2();
  private static final Ed25519 ED25519 = new Ed25519();

  /** The native libraries where they load and prove themselves, else the portable ones. */
  public static KeyAlgorithms fastest() {
    return new KeyAlgorithms(Secp256k1.fastest(), Corretto.p256(), Corretto.rsa2048());
  }

  /** What runs everywhere; every signature but RSA's keys is then a function of its input. */
  public static KeyAlgorithms portable(Secp256k1 secp256k1) {
    return new KeyAlgorithms(secp256k1, new PortableP256(), Rsa2048.portable());
  }

  /** The algorithm of that kind. */
  public KeyAlgorithm of(Curve curve) {
    return switch (curve) {
      case SECP256K1 -> new RecoverableEcdsa(secp256k1);
      case P256 -> p256;
      case SM2 -> SM2;
      case ED25519 -> ED25519;
      case RSA2048 -> rsa2048;
    };
  }
}
