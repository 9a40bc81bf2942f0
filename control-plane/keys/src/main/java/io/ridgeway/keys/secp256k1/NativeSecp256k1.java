package io.ridgeway.keys.secp256k1;

import io.ridgeway.model.key.EcdsaSignature;
import java.util.Arrays;

/**
 * libsecp256k1 through JNI: constant-time, and no copy of a scalar is left on the heap.
 *
 * <p>Its JNI layer has no recoverable signing, so the recovery id is found by recovering the public
 * key; that proves each signature before it is released, too.
 */
public final class NativeSecp256k1 implements Secp256k1 {
  private static final byte UNCOMPRESSED = 4;

  private final fr.acinq.secp256k1.Secp256k1 library;

  /** Loads the library; a {@link LinkageError} or {@link RuntimeException} if it can't be. */
  public NativeSecp256k1() {
    library = fr.acinq.secp256k1.Secp256k1.Companion.get();
  }

  @Override
  public boolean isScalar(byte[] candidate) {
    return candidate.length == 32 && library.secKeyVerify(candidate);
  }

  @Override
  public byte[] publicKey(byte[] scalar) {
    return Arrays.copyOfRange(library.pubkeyCreate(scalar), 1, 65);
  }

  @Override
  public EcdsaSignature sign(byte[] scalar, byte[] publicKey, byte[] digest) {
    byte[] compact = library.sign(digest, scalar);
    for (int recoveryId = 0; recoveryId < 2; recoveryId++) {
      if (isOf(publicKey, library.ecdsaRecover(compact, digest, recoveryId))) {
        return new EcdsaSignature(
            Arrays.copyOf(compact, 32), Arrays.copyOfRange(compact, 32, 64), recoveryId);
      }
    }
    throw new IllegalStateException("a signature doesn't belong to its public key");
  }

  private static boolean isOf(byte[] publicKey, byte[] recovered) {
    return recovered.length == 65
        && recovered[0] == UNCOMPRESSED
        && Arrays.equals(publicKey, 0, 64, recovered, 1, 65);
  }
}
