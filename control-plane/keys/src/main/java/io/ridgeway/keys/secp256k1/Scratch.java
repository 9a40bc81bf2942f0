package io.ridgeway.keys.secp256k1;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.function.Function;

/**
 * Memory outside of the heap that one thread hands to libsecp256k1: what goes in, what comes out.
 */
final class Scratch {
  /** Bytes of a scalar, and of a digest. */
  static final int SCALAR = 32;

  /** Bytes of a point, uncompressed. */
  static final int POINT = 65;

  private static final int PART = 72;
  private static final int PARTS = 8;

  private final Memory memory = new Memory(PARTS * PART);
  final Pointer scalar = part(0);
  final Pointer digest = part(1);
  final Pointer signature = part(2);
  final Pointer compact = part(3);
  final Pointer recoveryId = part(4);
  final Pointer length = part(5);
  final Pointer key = part(6);
  final Pointer point = part(7);

  /** What is said of the scalar, which is gone from here afterwards. */
  <T> T with(byte[] value, Function<Scratch, T> use) {
    if (value.length != SCALAR) {
      throw new IllegalArgumentException("a scalar of secp256k1 has 32 bytes, not " + value.length);
    }
    scalar.write(0, value, 0, SCALAR);
    try {
      return use.apply(this);
    } finally {
      scalar.clear(SCALAR);
    }
  }

  private Pointer part(int number) {
    return memory.share((long) number * PART, PART);
  }
}
