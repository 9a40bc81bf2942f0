package io.ridgeway.keys.travel;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.util.Pack;

/**
 * scrypt (RFC 7914) without that document's bound on n, which some keystores go over: with r = 1
 * theirs is 65,536 and more. BouncyCastle, rightly, refuses those. PBKDF2 and Salsa20 are its own.
 */
final class WideScrypt {
  /** In 32-bit words: what Salsa20's core mixes. */
  private static final int CORE = 16;

  private static final int ROUNDS = 8;

  private WideScrypt() {}

  /**
   * The key. What was in between is wiped.
   *
   * @param n a power of two; 128·n·r bytes are taken
   */
  static byte[] generate(byte[] password, byte[] salt, int n, int r, int p, int length) {
    int block = 2 * r * CORE;
    byte[] mixed = pbkdf2(password, salt, p * block * Integer.BYTES);
    int[] words = new int[p * block];
    Pack.littleEndianToInt(mixed, 0, words);
    int[] seen = new int[n * block];
    int[] work = new int[2 * block + CORE];
    try {
      for (int i = 0; i < p; i++) {
        mix(words, i * block, block, n, seen, work);
      }
      Pack.intToLittleEndian(words, mixed, 0);
      return pbkdf2(password, mixed, length);
    } finally {
      Arrays.fill(mixed, (byte) 0);
      Arrays.fill(words, 0);
      Arrays.fill(seen, 0);
      Arrays.fill(work, 0);
    }
  }

  /** ROMix, in place. */
  private static void mix(int[] words, int at, int block, int n, int[] seen, int[] work) {
    int[] x = Arrays.copyOfRange(words, at, at + block);
    for (int i = 0; i < n; i++) {
      System.arraycopy(x, 0, seen, i * block, block);
      blockMix(x, work);
    }
    for (int i = 0; i < n; i++) {
      int other = (x[block - CORE] & (n - 1)) * block;
      for (int k = 0; k < block; k++) {
        x[k] ^= seen[other + k];
      }
      blockMix(x, work);
    }
    System.arraycopy(x, 0, words, at, block);
    Arrays.fill(x, 0);
  }

  /** BlockMix by Salsa20/8, in place: the even parts of the result first, then the odd ones. */
  private static void blockMix(int[] x, int[] work) {
    int[] core = Arrays.copyOfRange(x, x.length - CORE, x.length);
    int[] out = new int[CORE];
    int half = x.length / 2;
    for (int i = 0; i < x.length / CORE; i++) {
      for (int k = 0; k < CORE; k++) {
        core[k] ^= x[i * CORE + k];
      }
      Salsa20Engine.salsaCore(ROUNDS, core, out);
      System.arraycopy(out, 0, core, 0, CORE);
      System.arraycopy(out, 0, work, i / 2 * CORE + i % 2 * half, CORE);
    }
    System.arraycopy(work, 0, x, 0, x.length);
  }

  private static byte[] pbkdf2(byte[] password, byte[] salt, int length) {
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
    generator.init(password, salt, 1);
    KeyParameter key = (KeyParameter) generator.generateDerivedMacParameters(length * Byte.SIZE);
    return key.getKey();
  }
}
