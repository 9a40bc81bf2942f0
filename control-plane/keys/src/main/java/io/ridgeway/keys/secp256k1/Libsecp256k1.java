package io.ridgeway.keys.secp256k1;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Functions of bitcoin-core's libsecp256k1, under their own names (its {@code secp256k1.h} and
 * {@code secp256k1_recovery.h}): 1 is success, 0 that what was given is none.
 *
 * <p>The library is the one within secp256k1-kmp. Its own JNI layer isn't used: it leaves signing
 * with the recovery id out.
 */
final class Libsecp256k1 {
  /** {@code SECP256K1_CONTEXT_NONE}: a context for everything. */
  static final int CONTEXT = 1;

  /** {@code SECP256K1_EC_UNCOMPRESSED}. */
  static final int UNCOMPRESSED = 2;

  static {
    Native.register(Libsecp256k1.class, NativeLibrary.getInstance(extracted()));
  }

  private Libsecp256k1() {}

  static native Pointer secp256k1_context_create(int flags);

  static native int secp256k1_context_randomize(Pointer context, Pointer seed32);

  static native int secp256k1_ec_seckey_verify(Pointer context, Pointer scalar32);

  static native int secp256k1_ec_pubkey_create(Pointer context, Pointer key64, Pointer scalar32);

  static native int secp256k1_ec_pubkey_serialize(
      Pointer context, Pointer output, Pointer length, Pointer key64, int flags);

  static native int secp256k1_ecdsa_sign_recoverable(
      Pointer context,
      Pointer signature65,
      Pointer digest32,
      Pointer scalar32,
      @Nullable Pointer nonces,
      @Nullable Pointer nonceData);

  static native int secp256k1_ecdsa_recoverable_signature_serialize_compact(
      Pointer context, Pointer output64, Pointer recoveryId, Pointer signature65);

  private static String extracted() {
    String library =
        "/fr/acinq/secp256k1/jni/native/%s-%s/libsecp256k1-jni.so"
            .formatted(Platform.isLinux() ? "linux" : "other", machine());
    try {
      return Native.extractFromResourcePath(library, Libsecp256k1.class.getClassLoader())
          .getAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String machine() {
    return Platform.ARCH.equals("x86-64") ? "x86_64" : Platform.ARCH;
  }
}
