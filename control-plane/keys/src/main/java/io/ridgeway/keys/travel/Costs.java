package io.ridgeway.keys.travel;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Keys from passwords, as far as their cost can be borne: the file says how much work it is, so
 * whoever brings one could have this process do nothing else. One at a time, and who comes
 * meanwhile is refused.
 */
final class Costs {
  private static final long MEMORY_MOST = 256L << 20;
  private static final long BLOCKS_MOST = 1L << 20;
  private static final long WORK_MOST = 1L << 22;
  private static final int ITERATIONS_MOST = 2_000_000;
  private static final int SALT_MOST = 1_024;
  private static final Semaphore ONE = new Semaphore(1);

  private Costs() {}

  /** Refuses scrypt that takes over 256 MB, or over twice the usual time. */
  static void checkScrypt(long n, long r, long p) throws Unreadable {
    boolean sane =
        n > 1
            && Long.bitCount(n) == 1
            && n <= 1 << 24
            && r > 0
            && r <= 1 << 16
            && p > 0
            && p <= 1 << 16;
    if (!sane) {
      throw new Unreadable("its scrypt parameters make no sense");
    }
    // It has 128·r bytes for every p as well, and copies of them.
    if (128 * n * r > MEMORY_MOST || 128 * r * p > BLOCKS_MOST || n * r * p > WORK_MOST) {
      throw new Unreadable(
          "its scrypt parameters cost too much: 256 MB, n·r·p of 4194304 and r·p of 8192 are the"
              + " most");
    }
  }

  /** Refuses PBKDF2 that takes more than a few seconds. */
  static void checkPbkdf2(long iterations) throws Unreadable {
    if (iterations < 1 || iterations > ITERATIONS_MOST) {
      throw new Unreadable(
          "its PBKDF2 has 1 to " + ITERATIONS_MOST + " iterations, or costs too much");
    }
  }

  /** A checked scrypt. The caller wipes what comes back. */
  static byte[] scrypt(byte[] password, byte[] salt, int[] nrp, int length) throws Unreadable {
    checkSalt(salt);
    // Up to there goes RFC 7914 (6: n is less than 2^(128 r / 8)), and BouncyCastle's.
    boolean usual = nrp[1] > 1 || nrp[0] < 1 << 16;
    return alone(
        () ->
            usual
                ? SCrypt.generate(password, salt, nrp[0], nrp[1], nrp[2], length)
                : WideScrypt.generate(password, salt, nrp[0], nrp[1], nrp[2], length));
  }

  /** A checked PBKDF2. The caller wipes what comes back. */
  static byte[] pbkdf2(Digest digest, byte[] password, byte[] salt, int iterations, int length)
      throws Unreadable {
    checkSalt(salt);
    return alone(
        () -> {
          PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(digest);
          generator.init(password, salt, iterations);
          byte[] key = ((KeyParameter) generator.generateDerivedMacParameters(length * 8)).getKey();
          byte[] copy = Arrays.copyOf(key, length);
          Arrays.fill(key, (byte) 0);
          return copy;
        });
  }

  private static void checkSalt(byte[] salt) throws Unreadable {
    if (salt.length > SALT_MOST) {
      throw new Unreadable("its salt is longer than " + SALT_MOST + " bytes");
    }
  }

  /** Nobody waits: each of those who would keeps a thread, and a file's password, meanwhile. */
  private static byte[] alone(Supplier<byte[]> work) {
    if (!ONE.tryAcquire()) {
      throw new Refusal(
          ProblemType.TOO_MANY_REQUESTS,
          "Another key's file is being opened just now; bring yours again in a few seconds.");
    }
    try {
      return work.get();
    } finally {
      ONE.release();
    }
  }
}
