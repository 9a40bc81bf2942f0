package io.ridgeway.model.key;

import java.util.Arrays;
import java.util.Optional;

/** How BSN's protocol signs what goes to and fro: its {@code algorithmType}. */
public enum MacAlgorithm {
  /** The message's SM3 digest, signed by SM2 with SM3: hashed twice. */
  SM2(1, Curve.SM2),
  /** ECDSA with SHA-256. */
  SECP256R1(2, Curve.P256),
  /** ECDSA with SHA-256. */
  SECP256K1(3, Curve.SECP256K1);

  private final int number;
  private final Curve curve;

  MacAlgorithm(int number, Curve curve) {
    this.number = number;
    this.curve = curve;
  }

  /** The one of that number. */
  public static Optional<MacAlgorithm> of(int number) {
    return Arrays.stream(values()).filter(a -> a.number == number).findFirst();
  }

  /** As the protocol has it: 1 to 3. */
  public int number() {
    return number;
  }

  /** The kind of key. */
  public Curve curve() {
    return curve;
  }
}
