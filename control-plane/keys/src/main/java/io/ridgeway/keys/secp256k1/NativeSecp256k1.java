package io.ridgeway.keys.secp256k1;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import io.ridgeway.model.key.EcdsaSignature;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * libsecp256k1: constant-time. A scalar is copied into memory outside of the heap for the call, and
 * that is zeroed after it.
 */
public final class NativeSecp256k1 implements Secp256k1 {
  private final Pointer context;
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  /** Loads the library; a {@link LinkageError} or {@link RuntimeException} if it can't be. */
  public NativeSecp256k1() {
    context = Libsecp256k1.secp256k1_context_create(Libsecp256k1.CONTEXT);
    byte[] seed = new byte[Scratch.SCALAR];
    new SecureRandom().nextBytes(seed);
    // Blinds what the context computes with scalars. From now on the context is only read.
    try {
      int done =
          scratch
              .get()
              .with(seed, at -> Libsecp256k1.secp256k1_context_randomize(context, at.scalar));
      if (done != 1) {
        throw new IllegalStateException("libsecp256k1 can't blind its context");
      }
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  @Override
  public boolean isScalar(byte[] candidate) {
    return candidate.length == Scratch.SCALAR
        && scratch
            .get()
            .with(
                candidate, at -> Libsecp256k1.secp256k1_ec_seckey_verify(context, at.scalar) == 1);
  }

  @Override
  public byte[] publicKey(byte[] scalar) {
    return scratch
        .get()
        .with(
            scalar,
            at -> {
              check(Libsecp256k1.secp256k1_ec_pubkey_create(context, at.key, at.scalar));
              at.length.setNativeLong(0, new NativeLong(Scratch.POINT));
              check(
                  Libsecp256k1.secp256k1_ec_pubkey_serialize(
                      context, at.point, at.length, at.key, Libsecp256k1.UNCOMPRESSED));
              return at.point.getByteArray(1, Scratch.POINT - 1);
            });
  }

  @Override
  public EcdsaSignature sign(byte[] scalar, byte[] digest) {
    if (digest.length != Scratch.SCALAR) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + digest.length);
    }
    return scratch
        .get()
        .with(
            scalar,
            at -> {
              at.digest.write(0, digest, 0, Scratch.SCALAR);
              check(
                  Libsecp256k1.secp256k1_ecdsa_sign_recoverable(
                      context, at.signature, at.digest, at.scalar, null, null));
              check(
                  Libsecp256k1.secp256k1_ecdsa_recoverable_signature_serialize_compact(
                      context, at.compact, at.recoveryId, at.signature));
              return new EcdsaSignature(
                  at.compact.getByteArray(0, Scratch.SCALAR),
                  at.compact.getByteArray(Scratch.SCALAR, Scratch.SCALAR),
                  at.recoveryId.getInt(0));
            });
  }

  private static void check(int done) {
    if (done != 1) {
      throw new IllegalArgumentException("not a private scalar of secp256k1");
    }
  }
}
