package io.ridgeway.keys.secp256k1;

import io.ridgeway.model.key.EcdsaSignature;
import java.util.Arrays;

/** Asks two implementations the same thing before one of them is trusted with a key. */
final class SelfCheck {
  private SelfCheck() {}

  static void sameAs(Secp256k1 reference, Secp256k1 candidate) {
    byte[] scalar = new byte[32];
    byte[] digest = new byte[32];
    // Several, so that both recovery ids come up among them.
    for (byte i = 1; i <= 8; i++) {
      Arrays.fill(scalar, i);
      Arrays.fill(digest, (byte) (i + 100));
      byte[] publicKey = reference.publicKey(scalar);
      EcdsaSignature expected = reference.sign(scalar, digest);
      EcdsaSignature actual = candidate.sign(scalar, digest);
      if (!Arrays.equals(publicKey, candidate.publicKey(scalar))
          || !Arrays.equals(expected.r(), actual.r())
          || !Arrays.equals(expected.s(), actual.s())
          || expected.recoveryId() != actual.recoveryId()) {
        throw new IllegalStateException("its signatures differ from the reference");
      }
    }
  }
}
